#include "Application.h"

#include "Logging.h"
#include "PhoneMediaFactory.h"
#include "SettingsStore.h"
#include "SystemKeychain.h"
#include "TransportFactory.h"
#include "TryOutFactory.h"

#include <QCoreApplication>
#include <QDir>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds LinkPatience{15};
constexpr Milliseconds LastWords{500}; ///< for the answer to `ctl quit` to leave

/// Without a session bus there is nobody to ask, and asking would start one.
std::unique_ptr<Keychain> makeKeychain()
{
    const bool hasBus = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
    if (hasBus)
        return std::make_unique<SystemKeychain>();
    return std::make_unique<NoKeychain>();
}

} // namespace

Application::Application(const CommandLine &line, std::unique_ptr<Profile> profile)
    : m_line(line)
    , m_network(m_clock)
    , m_resolver(m_network.resolver(), m_random)
    , m_monitor(m_clock)
    , m_profile(std::move(profile))
    , m_keychain(makeKeychain())
    , m_media(makePhoneMedia(m_clock, m_random))
    , m_environment{m_clock, m_random, m_resolver, m_monitor, *m_profile, *m_keychain, *m_media,
          [this](const TransportOptions &options) {
              return makeTransport(m_network, m_clock, m_random, options);
          },
          [this] {
              return makeTryOut({m_clock, m_random, m_network, m_resolver, *m_media});
          },
          QCoreApplication::applicationVersion()}
    , m_phone(std::make_unique<Phone>(m_environment))
    , m_commands(std::make_unique<CommandTable>(*m_phone))
    , m_control(std::make_unique<ControlServer>(*m_commands))
    , m_linkPatience(m_clock)
    , m_lastWords(m_clock)
{
    connect(m_phone.get(), &Phone::noticed, this,
        [](const QString &, const QString &sentence) { qCWarning(lcApp).noquote() << sentence; });
    connect(m_phone.get(), &Phone::stopped, this, &Application::leave);
    connect(m_phone.get(), &Phone::accountChanged, this, &Application::openWaitingLink);
    connect(&m_signals, &SignalWatcher::endRequested, this, [this] { quit(); });
    connect(m_control.get(), &ControlServer::startedAgain, this, [this](const QString &uri, bool background) {
        if (!uri.isEmpty())
            openLink(uri);
        if (!background)
            Q_EMIT raiseRequested();
    });
    m_commands->quitRequested = [this] { quit(); };
    applyDevices();
}

Application::~Application()
{
    m_control.reset(); // its running commands refer to the phone
    m_commands.reset();
    m_phone.reset();
}

void Application::applyDevices()
{
    using Role = PhoneMedia::Role;
    const SettingsStore &settings = m_profile->settings();
    const auto apply = [&](Role role, const QString &spec) {
        if (const QString refusal = m_media->setDevice(role, spec); !refusal.isEmpty())
            qCWarning(lcApp).noquote() << refusal;
    };
    apply(Role::Input, m_line.audioInput.value_or(settings.value(QStringLiteral("audioInput"))));
    apply(Role::Output, m_line.audioOutput.value_or(settings.value(QStringLiteral("audioOutput"))));
    // A phone whose sound goes to a file or nowhere does not ring aloud either.
    const bool isVirtual = m_line.audioOutput
        && (*m_line.audioOutput == QLatin1String("null")
            || m_line.audioOutput->startsWith(QLatin1String("file:")));
    apply(Role::Ring, isVirtual ? QStringLiteral("null") : settings.value(QStringLiteral("ringDevice")));
}

void Application::start()
{
    const auto listening = m_control->listen(m_profile->directory());
    if (!listening)
        qCWarning(lcApp).noquote() << listening.error();
    if (m_line.videoInput.value_or(QStringLiteral("none")) != QLatin1String("none"))
        qCWarning(lcApp) << "Video is not available yet.";
    if (m_line.tryOut)
        if (const auto started = m_phone->startTryOut(); !started)
            qCWarning(lcApp).noquote() << started.error().message;
    if (m_line.uri.isEmpty())
        return;
    m_waitingLink = m_line.uri;
    m_linkPatience.start(LinkPatience, [this] { openLink(std::exchange(m_waitingLink, {})); });
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
    m_linkPatience.start(Milliseconds(0), [this] { openLink(std::exchange(m_waitingLink, {})); });
}

void Application::openLink(const QString &uri)
{
    if (const auto opened = m_phone->openLink(uri); !opened)
        qCWarning(lcApp).noquote() << opened.error().message;
}

void Application::quit(int exitCode)
{
    if (m_isQuitting)
        return;
    m_isQuitting = true;
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
