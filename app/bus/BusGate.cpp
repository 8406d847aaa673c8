#include "BusGate.h"

#include "BusInterface.h"
#include "BusMethods.h"

#include <QDBusArgument>
#include <QDBusError>

namespace carillon {

namespace {

struct Known {
    const char *interface;
    const char *method;
    const char *signature;
};

constexpr std::array known{
    Known{"org.freedesktop.Application", "Activate", "a{sv}"},
    Known{"org.freedesktop.Application", "Open", "asa{sv}"},
    Known{"org.freedesktop.Application", "ActivateAction", "sava{sv}"},
    Known{"org.freedesktop.DBus.Properties", "Get", "ss"},
    Known{"org.freedesktop.DBus.Properties", "GetAll", "s"},
};

/// Null when there is no such method.
const char *signatureOf(const QDBusMessage &message)
{
    if (message.interface() == BusInterface::control()) {
        const BusMethod *method = BusMethod::of(message.member());
        return method ? method->signature : nullptr;
    }
    for (const Known &one : known)
        if (message.interface() == QLatin1String(one.interface)
            && message.member() == QLatin1String(one.method))
            return one.signature;
    return nullptr;
}

/// What Qt answers itself.
bool isQtAffair(const QDBusMessage &message)
{
    return message.interface() == QLatin1String("org.freedesktop.DBus.Introspectable")
        || message.interface() == QLatin1String("org.freedesktop.DBus.Peer");
}

/// Sizes are added up, dictionaries and lists are read.
class Measure
{
public:
    bool isSmall() const
    {
        return m_chars <= BusGate::Limits::TextChars && m_pieces <= BusGate::Limits::Pieces;
    }
    QVariant take(const QVariant &value)
    {
        const QVariant plain = value.metaType() == QMetaType::fromType<QDBusArgument>() ? read(value) : value;
        if (plain.typeId() == QMetaType::QVariantMap) {
            const QVariantMap map = plain.toMap();
            for (auto one = map.begin(); one != map.end() && isSmall(); ++one) {
                count(one.key());
                count(*one);
            }
        } else if (plain.typeId() == QMetaType::QVariantList) {
            for (const QVariant &one : plain.toList())
                count(one);
        } else {
            count(plain);
        }
        return plain;
    }

private:
    /// Empty where it is none that we know.
    static QVariant read(const QVariant &value)
    {
        const auto argument = value.value<QDBusArgument>();
        if (argument.currentSignature() == QLatin1String("a{sv}"))
            return qdbus_cast<QVariantMap>(argument);
        if (argument.currentSignature() == QLatin1String("av"))
            return qdbus_cast<QVariantList>(argument);
        return QVariantList();
    }
    void count(const QVariant &value)
    {
        ++m_pieces;
        if (value.typeId() == QMetaType::QString)
            m_chars += value.toString().size();
        else if (value.typeId() == QMetaType::QStringList)
            for (const QString &one : value.toStringList())
                count(one);
    }

    qsizetype m_chars = 0;
    qsizetype m_pieces = 0;
};

void refuse(
    const QDBusConnection &bus, const QDBusMessage &message, QDBusError::ErrorType type, const char *why)
{
    if (message.isReplyRequired())
        bus.send(message.createErrorReply(type, QLatin1String(why)));
}

} // namespace

BusGate::BusGate(std::function<TimePoint()> now, std::function<void(const BusRequest &)> letIn)
    : m_now(std::move(now))
    , m_letIn(std::move(letIn))
{
}

QString BusGate::introspect(const QString &) const
{
    return BusInterface::introspection();
}

bool BusGate::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    if (!m_budget.take(message.service(), m_now())) {
        refuse(connection, message, QDBusError::LimitsExceeded, "Too many calls: wait a moment.");
        return true;
    }
    if (isQtAffair(message))
        return false;
    const char *signature = signatureOf(message);
    if (!signature) {
        refuse(connection, message, QDBusError::UnknownMethod, "There is no such method.");
        return true;
    }
    if (message.signature() != QLatin1String(signature)) {
        refuse(connection, message, QDBusError::InvalidArgs, signature);
        return true;
    }
    BusRequest request{connection, message, {}};
    Measure measure;
    for (const QVariant &argument : message.arguments())
        request.arguments.append(measure.take(argument));
    if (!measure.isSmall()) {
        refuse(connection, message, QDBusError::LimitsExceeded, "The arguments are too long.");
        return true;
    }
    request.waitingOfCaller = waitingOf(message.service());
    const bool isRoom = request.waitingOfCaller && *request.waitingOfCaller < Limits::WaitingOfCaller;
    if (!isRoom || m_waiting >= Limits::Waiting) { // only here they become more
        refuse(connection, message, QDBusError::LimitsExceeded, "The phone is busy: try again.");
        return true;
    }
    ++*request.waitingOfCaller;
    ++m_waiting;
    m_letIn(request);
    return true;
}

/// Null where there are too many.
std::shared_ptr<std::atomic<int>> BusGate::waitingOf(const QString &caller)
{
    if (m_waitingOf.size() >= Limits::Callers)
        m_waitingOf.removeIf([](const auto &one) { return *one.value() == 0; });
    auto found = m_waitingOf.find(caller);
    if (found == m_waitingOf.end() && m_waitingOf.size() < Limits::Callers)
        found = m_waitingOf.insert(caller, std::make_shared<std::atomic<int>>(0));
    return found == m_waitingOf.end() ? nullptr : *found;
}

} // namespace carillon
