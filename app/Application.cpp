#include "Application.h"

#include "BusInterface.h"
#include "BusService.h"
#include "CommandVerbs.h"
#include "DesktopServices.h"
#include "DevicePreference.h"
#include "Logging.h"
#include "MediaEnvironment.h"
#include "PhoneMediaFactory.h"
#include "SettingsStore.h"
#include "SystemKeychain.h"
#include "TransportFactory.h"
#include "TryOutFactory.h"

#include <QCoreApplication>
#include <QDir>
#include <QMetaEnum>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds LinkPatience{15};
constexpr Milliseconds LastWords{500}; ///< for the answer to `ctl quit` to leave

/// Without a session bus there is nobody to ask, and asking would start one.
std::unique_ptr<Keychain> makeKeychain()
{
    if (!BusLink::sessionAddress().isEmpty())
        return std::make_unique<SystemKeychain>();
    return std::make_unique<NoKeychain>();
}

/// For what starts the phone later: the usual profile needs no name.
QString profileToName(const Profile &profile)
{
    return profile.directory() == CommandLine().profileDirectory() ? QString() : profile.directory();
}

/// `ctl autostart [on|off]`
CommandResult autostartVerb(Autostart &autostart, const Command &command)
{
    const QString word = command.arguments.value(0);
    if (!word.isEmpty() && word != QLatin1String("on") && word != QLatin1String("off"))
        return CommandVerbs::misused(Application::tr("autostart is on or off."));
    if (!word.isEmpty()) {
        if (const auto done = autostart.setEnabled(word == QLatin1String("on")); !done)
            return CommandVerbs::failed(QStringLiteral("autostart-failed"), done.error());
    }
    const QString state
        = QString::fromLatin1(QMetaEnum::fromType<Autostart::State>().valueToKey(int(autostart.state())));
    return QJsonObject{
        {QStringLiteral("autostart"), state.toLower()}, {QStringLiteral("file"), autostart.file()}};
}

} // namespace

Application::Application(const CommandLine &line, std::unique_ptr<Profile> profile)
    : m_line(line)
    , m_system({}, line.dnsServer)
    , m_profile(std::move(profile))
    , m_keychain(makeKeychain())
    , m_media(makePhoneMedia(MediaEnvironment{m_system.random(), m_system.clock(), m_system.network()}))
    , m_environment{m_system.clock(), m_system.random(), m_system.resolver(), m_system.networkMonitor(),
          *m_profile, *m_keychain, *m_media,
          [this](const TransportOptions &options) {
              return makeTransport(m_system.network(), m_system.clock(), m_system.random(), options);
          },
          [this](const Endpoint &to) { return m_system.network().localAddress(to); },
          [this] {
              return makeTryOut(
                  {m_system.clock(), m_system.random(), m_system.network(), m_system.resolver(), *m_media});
          },
          QCoreApplication::applicationVersion()}
    , m_phone(std::make_unique<Phone>(m_environment))
    , m_commands(std::make_unique<CommandTable>(*m_phone))
    , m_control(std::make_unique<ControlServer>(*m_commands, m_system.clock()))
    , m_bus(BusLink::sessionAddress(), m_system.clock())
    , m_systemBus(BusLink::systemAddress(), m_system.clock())
    , m_portal(m_bus)
    , m_autostart(AutostartPlaces::ofSession(profileToName(*m_profile)), &m_portal)
    , m_linkPatience(m_system.clock())
    , m_lastWords(m_system.clock())
{
    connect(m_phone.get(), &Phone::noticed, this,
        [](const QString &, const QString &sentence) { qCWarning(lcApp).noquote() << sentence; });
    connect(m_phone.get(), &Phone::stopped, this, &Application::leave);
    connect(m_phone.get(), &Phone::accountChanged, this, &Application::openWaitingLink);
    connect(&m_signals, &SignalWatcher::endRequested, this, [this] { quit(); });
    m_control->startedAgain = [this](const Activation &wish) { return activate(wish); };
    m_commands->quitRequested = [this] { quit(); };
    m_commands->add(QStringLiteral("autostart"),
        [this](const Command &command) { return autostartVerb(m_autostart, command); });
    applyDevices();
}

Application::~Application()
{
    m_busService.reset();
    m_desktop.reset();
    m_control.reset(); // its running commands refer to the phone
    m_commands.reset();
    m_phone.reset();
}

void Application::applyDevices()
{
    using Role = PhoneMedia::Role;
    const SettingsStore &settings = m_profile->settings();
    for (const Role role : {Role::Input, Role::Output, Role::Ring})
        m_media->setVolume(role, DevicePreference::volume(settings, role));
    const auto ask = [&](Role role, const std::optional<QString> &fromLine, const char *key) {
        const QString sentence
            = m_media->setDevice(role, fromLine.value_or(settings.value(QLatin1String(key))));
        if (sentence.isEmpty()) {
            if (const QStringList order = DevicePreference::order(settings, role);
                !fromLine && !order.isEmpty())
                m_media->setPreferred(role, order);
            return;
        }
        if (fromLine)
            m_refusal = sentence;
        m_media->standInFor(role, sentence);
        m_notices.append({QStringLiteral("device"), sentence});
    };
    ask(Role::Input, m_line.audioInput, "audioInput");
    ask(Role::Output, m_line.audioOutput, "audioOutput");
    // A phone whose sound goes to a file or nowhere does not ring aloud either.
    const bool isVirtual = m_line.audioOutput
        && (*m_line.audioOutput == QLatin1String("null")
            || m_line.audioOutput->startsWith(QLatin1String("file:")));
    ask(Role::Ring, isVirtual ? std::optional(QStringLiteral("null")) : std::nullopt, "ringDevice");
}

/// Here, not earlier: there is somebody by now who shows what is asked for.
void Application::appearOnDesktop()
{
    const QString usual = CommandLine().profileDirectory();
    m_desktop = std::make_unique<DesktopServices>(*m_phone, DesktopServices::Environment{m_bus, m_systemBus});
    m_busService = std::make_unique<BusService>(
        *m_phone, *m_commands, m_bus, BusInterface::name(m_line.profileDirectory(), usual));
    m_busService->activated = [this](const Activation &wish) { return activate(wish); };
    m_busService->hangUp = [this] { return m_desktop->actions().hangUp(); };
    m_bus.start();
}

void Application::start()
{
    appearOnDesktop();
    if (const auto listening = m_control->listen(m_profile->directory()); !listening)
        m_notices.append({QStringLiteral("no-control-socket"), listening.error()});
    if (m_line.videoInput.value_or(QStringLiteral("none")) != QLatin1String("none"))
        qCWarning(lcApp) << "Video is not available yet.";
    if (m_line.tryOut)
        if (const auto started = m_phone->startTryOut(); !started)
            m_notices.append({QStringLiteral("try-out-failed"), started.error().message});
    for (const StoreNotice &notice : std::exchange(m_notices, {}))
        m_phone->notice(notice.code, notice.sentence);
    if (m_line.uri.isEmpty())
        return;
    m_waitingLink = m_line.uri;
    m_linkPatience.start(LinkPatience, [this] { openMyLink(); });
    openWaitingLink();
}

/// A link that may be dialled at once waits until an account can; one that a person is asked about does not.
void Application::openWaitingLink()
{
    if (m_waitingLink.isEmpty())
        return;
    const bool isAsked = m_profile->settings().value(QStringLiteral("dialLinks")) == QLatin1String("ask");
    const QList<Account *> accounts = m_phone->accounts();
    const bool canCall = std::any_of(
        accounts.begin(), accounts.end(), [](const Account *account) { return account->isReady(); });
    if (!isAsked && !canCall)
        return;
    m_linkPatience.stop();
    // Later: who shows it may not be connected yet.
    m_linkPatience.start(Milliseconds(0), [this] { openMyLink(); });
}

void Application::openMyLink()
{
    (void)openLink(std::exchange(m_waitingLink, {}), m_line.background);
}

/// A second start, or the desktop.
PhoneResult<> Application::activate(const Activation &wish)
{
    using Show = Activation::Show;
    // Of Call an empty one says that the call has begun, or none does.
    if (wish.show == Show::Call || (wish.show != Show::Nothing && !wish.token.isEmpty()))
        Q_EMIT tokenGiven(wish.token);
    const qsizetype before = m_phone->liveCalls().size();
    const PhoneResult<> opened
        = wish.uri.isEmpty() ? PhoneResult<>() : openLink(wish.uri, wish.show == Show::Nothing);
    if (!wish.token.isEmpty() && m_phone->liveCalls().size() > before)
        return opened; // a link that was dialled at once: its window has taken the token
    if (wish.show == Show::Window)
        Q_EMIT raiseRequested();
    else if (wish.show == Show::NewCall)
        Q_EMIT newCallRequested(wish.number);
    return opened;
}

PhoneResult<> Application::openLink(const QString &uri, bool background)
{
    const auto opened
        = m_phone->openLink(uri, background ? Phone::LinkShow::Background : Phone::LinkShow::Window);
    if (!opened)
        m_phone->notice(QStringLiteral("link-refused"), opened.error().message);
    return opened;
}

void Application::quit(int exitCode)
{
    if (m_isQuitting)
        return;
    m_isQuitting = true;
    m_control->setQuitting();
    if (m_busService)
        m_busService->setQuitting();
    m_exitCode = exitCode;
    m_phone->stop();
}

void Application::leave()
{
    const auto exit = [this] { QCoreApplication::exit(m_exitCode); };
    if (m_control->isQuiet())
        return exit();
    connect(m_control.get(), &ControlServer::becameQuiet, this, exit);
    m_lastWords.start(LastWords, exit);
}

} // namespace carillon
