#include "BusService.h"

#include "BusCall.h"
#include "BusInterface.h"
#include "BusLink.h"
#include "BusValues.h"
#include "Logging.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "SettingsStore.h"

#include <QDBusMetaType>
#include <QDBusVariant>
#include <QJsonDocument>

namespace carillon {

namespace {

using Maps = QList<QVariantMap>;

void answer(const BusRequest &request, const QVariantList &values)
{
    if (request.message.isReplyRequired())
        request.bus.send(request.message.createReply(values));
}

void refuse(const BusRequest &request, const PhoneError &error)
{
    if (request.message.isReplyRequired())
        request.bus.send(request.message.createErrorReply(BusValues::errorName(error.code), error.message));
}

/// A JSON text: D-Bus has no word for any value.
QString toText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    const QString inArray
        = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return inArray.mid(1, inArray.size() - 2);
}

/// Beside the options of a command may stand what else comes as platform data. @returns the token in it.
QString takeToken(QVariantList &arguments)
{
    if (arguments.isEmpty() || arguments.last().metaType() != QMetaType::fromType<QVariantMap>())
        return {};
    QVariantMap options = arguments.last().toMap();
    const QString token = Activation::tokenIn(options);
    options.remove(QStringLiteral("activation-token"));
    options.remove(QStringLiteral("desktop-startup-id"));
    arguments.last() = options;
    return token;
}

TimePoint steadyNow()
{
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now());
}

} // namespace

BusService::BusService(Phone &phone, CommandTable &commands, BusLink &link, QString name)
    : m_phone(phone)
    , m_commands(commands)
    , m_link(link)
    , m_name(std::move(name))
    , m_gate(std::make_unique<BusGate>(steadyNow, [this](const BusRequest &request) {
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                m_gate->lookedAt(request);
                take(request);
            },
            Qt::QueuedConnection);
    }))
{
    qDBusRegisterMetaType<Maps>();
    m_gate->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("bus"));
    connect(&m_link, &BusLink::up, this, &BusService::appear);
    connect(&m_link, &BusLink::down, this, &BusService::disappear);
    if (m_link.isUp())
        appear();
}

BusService::~BusService()
{
    if (m_link.isUp())
        m_link.bus().unregisterObject(BusInterface::object());
    m_thread.quit();
    m_thread.wait(); // it waits for nobody
}

void BusService::appear()
{
    m_thread.start();
    QDBusConnection bus = m_link.bus();
    bus.registerVirtualObject(BusInterface::object(), m_gate.get(), QDBusConnection::SingleNode);
    constexpr quint32 DoNotQueue = 4;
    QDBusMessage request = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("RequestName"));
    request << m_name << DoNotQueue;
    busCall(bus, request, this, [this](const QDBusMessage &reply) {
        constexpr uint PrimaryOwner = 1;
        if (reply.arguments().value(0).toUInt() != PrimaryOwner)
            qCWarning(lcApp) << "the name" << m_name << "on the session bus belongs to another program";
    });
    m_events = connect(&m_phone, &Phone::happened, this, &BusService::tell);
}

void BusService::disappear()
{
    disconnect(m_events);
}

void BusService::take(const BusRequest &request)
{
    if (m_isQuitting)
        return refuse(request, {QStringLiteral("quitting"), tr("Carillon is about to end.")});
    if (request.message.interface() == BusInterface::application())
        return takeApplication(request);
    if (request.message.interface() == BusInterface::properties())
        return takeProperties(request);
    const BusMethod *method = BusMethod::of(request.message.member());
    QVariantList arguments = request.arguments;
    const QString token = takeToken(arguments);
    const auto commands = method->commands(arguments);
    if (!commands)
        return refuse(request, commands.error());
    if (!token.isEmpty() && activated)
        (void)activated({.show = Activation::Show::Call, .token = token});
    begin(request, method, *commands);
    if (!token.isEmpty() && activated)
        (void)activated(
            {.show = Activation::Show::Call}); // a window that comes later was not asked for with it
}

void BusService::begin(const BusRequest &request, const BusMethod *method, const QList<Command> &commands)
{
    if (m_jobs.size() >= Limits::Running)
        return refuse(request,
            {QStringLiteral("busy"), tr("Too many programs talk to Carillon at the same time: try again.")});
    const quint64 id = ++m_lastJob;
    m_jobs.emplace(id, Job{request, method, commands, {}});
    step(id);
}

void BusService::step(quint64 id)
{
    CommandListener listener;
    listener.line = [](const QJsonValue &) {};
    listener.done = [this, id](const CommandResult &result) { stepped(id, result); };
    auto running = m_commands.run(m_jobs.at(id).commands.takeFirst(), std::move(listener));
    if (const auto job = m_jobs.find(id); running && job != m_jobs.end())
        job->second.running = std::move(running);
}

void BusService::stepped(quint64 id, const CommandResult &result)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return;
    Job &job = found->second;
    if (job.running)
        job.running.release()->deleteLater(); // it is what calls us
    const bool goesOn = job.method && job.method->chain == BusMethod::Chain::GoesOn;
    if ((result || goesOn) && !job.commands.isEmpty())
        return step(id);
    if (!result) {
        refuse(job.request, result.error().error);
    } else {
        using Answer = BusMethod::Answer;
        const Answer kind = job.method ? job.method->answer : Answer::Nothing;
        const QString call = result->toObject().value(QLatin1String("call")).toString();
        answer(job.request,
            kind == Answer::Nothing    ? QVariantList()
                : kind == Answer::Json ? QVariantList{toText(*result)}
                                       : QVariantList{call});
    }
    m_jobs.erase(id);
}

void BusService::takeApplication(const BusRequest &request)
{
    const QString member = request.message.member();
    const QString token = Activation::tokenIn(request.arguments.last().toMap());
    PhoneResult<> done;
    if (member == QLatin1String("ActivateAction")) {
        const QString action = request.arguments.at(0).toString();
        if (action == QLatin1String("ToggleDnd")) {
            const bool isOn = property(QStringLiteral("DoNotDisturb")).toBool();
            const auto toggle = Command::parse({QStringLiteral("set"), QStringLiteral("dnd"),
                isOn ? QStringLiteral("off") : QStringLiteral("on")});
            return begin(request, nullptr, {*toggle});
        }
        done = act(request, token);
    } else if (!activated) {
        done = {};
    } else if (member == QLatin1String("Open")) {
        const QStringList uris = request.arguments.at(0).toStringList();
        for (const QString &uri : uris.first(std::min(uris.size(), Limits::Links)))
            if (const auto opened = activated({.uri = uri, .token = token}); !opened && done)
                done = opened;
    } else {
        done = activated({.token = token});
    }
    if (done)
        answer(request, {});
    else
        refuse(request, done.error());
}

PhoneResult<> BusService::act(const BusRequest &request, const QString &token)
{
    const QString action = request.arguments.at(0).toString();
    if (action == QLatin1String("NewCall")) {
        QVariant given = request.arguments.at(1).toList().value(0);
        if (given.metaType() == QMetaType::fromType<QDBusVariant>())
            given = given.value<QDBusVariant>().variant();
        const QString number = given.typeId() == QMetaType::QString ? given.toString() : QString();
        if (number.size() > Activation::longestNumber)
            return Failure<PhoneError>({QStringLiteral("bad-target"), tr("That is too long to be called.")});
        return activated ? activated({.show = Activation::Show::NewCall, .number = number, .token = token})
                         : PhoneResult<>();
    }
    if (action == QLatin1String("HangUp"))
        return hangUp ? hangUp() : PhoneResult<>();
    return Failure<PhoneError>({QStringLiteral("unknown-action"), tr("There is no such action.")});
}

QVariant BusService::property(const QString &name) const
{
    if (name == QLatin1String("Version"))
        return m_phone.version();
    if (name == QLatin1String("Online"))
        return m_phone.isOnline();
    if (name == QLatin1String("DoNotDisturb"))
        return m_phone.settings().value(QStringLiteral("dnd")) == QLatin1String("on");
    Maps maps;
    if (name == QLatin1String("Calls"))
        for (const Call *call : m_phone.calls())
            maps.append(BusValues::fromJson(PhoneJson::call(call->state())));
    else
        for (const Account *account : m_phone.accounts())
            maps.append(BusValues::fromJson(PhoneJson::account(*account)));
    return QVariant::fromValue(maps);
}

void BusService::takeProperties(const BusRequest &request)
{
    const bool isOurs = request.arguments.at(0).toString() == BusInterface::control();
    const QStringList names = isOurs ? BusInterface::readable() : QStringList();
    if (request.message.member() == QLatin1String("GetAll")) {
        QVariantMap all;
        for (const QString &name : names)
            all.insert(name, property(name));
        return answer(request, {all});
    }
    const QString name = request.arguments.at(1).toString();
    if (!names.contains(name))
        return refuse(request, {QStringLiteral("unknown-property"), tr("There is no such property.")});
    answer(request, {QVariant::fromValue(QDBusVariant(property(name)))});
}

void BusService::tell(const QJsonObject &event)
{
    const QString kind = event.value(QLatin1String("event")).toString();
    signal("Event", {toText(event)});
    if (kind == QLatin1String("call") || kind == QLatin1String("account")) {
        QVariantMap state = BusValues::fromJson(event);
        const QString id = state.take(kind).toString();
        state.remove(QStringLiteral("event"));
        state.remove(QStringLiteral("time"));
        signal(kind == QLatin1String("call") ? "CallChanged" : "AccountChanged", {id, state});
    } else if (kind == QLatin1String("setting")
        && event.value(QLatin1String("key")).toString() == QLatin1String("dnd")) {
        propertyChanged(QStringLiteral("DoNotDisturb"));
    } else if (kind == QLatin1String("network")) {
        propertyChanged(QStringLiteral("Online"));
    }
}

void BusService::propertyChanged(const QString &name)
{
    QDBusMessage message = QDBusMessage::createSignal(
        BusInterface::object(), BusInterface::properties(), QStringLiteral("PropertiesChanged"));
    message << BusInterface::control() << QVariantMap{{name, property(name)}} << QStringList();
    m_link.bus().send(message);
}

void BusService::signal(const char *name, const QVariantList &arguments)
{
    QDBusMessage message
        = QDBusMessage::createSignal(BusInterface::object(), BusInterface::control(), QLatin1String(name));
    message.setArguments(arguments);
    m_link.bus().send(message);
}

} // namespace carillon
