#pragma once

#include "Autostart.h"
#include "BackgroundPortal.h"
#include "BusLink.h"
#include "CommandLine.h"
#include "CommandTable.h"
#include "ControlServer.h"
#include "Keychain.h"
#include "PhoneEnvironment.h"
#include "PhoneMedia.h"
#include "Profile.h"
#include "SignalWatcher.h"
#include "SystemEnvironment.h"

namespace carillon {

class BusService;
class DesktopServices;

/// The composition root: builds core from the outside in, lends references, destroys in reverse order.
class Application final : public QObject
{
    Q_OBJECT
public:
    Application(const CommandLine &line, std::unique_ptr<Profile> profile);
    ~Application() override;
    Phone &phone() { return *m_phone; }
    Clock &clock() { return m_system.clock(); }
    PhoneMedia &media() { return *m_media; }
    /// The session's bus; it may not be there (BusLink).
    BusLink &sessionBus() { return m_bus; }
    /// The machine's; started by who needs it.
    BusLink &systemBus() { return m_systemBus; }
    Autostart &autostart() { return m_autostart; }
    QString profileDirectory() const { return m_profile->directory(); }
    /// Why what the command line asks for cannot be had; empty when it can. Then there is no point in
    /// start().
    QString refusal() const { return m_refusal; }
    /// What the command line asks for beside the phone: control socket, try-out, a link.
    void start();
    /// Hangs up, unregisters, ends the event loop with @p exitCode; within a bounded time.
    void quit(int exitCode = 0);

Q_SIGNALS:
    /// A second start without --background: the window is wanted.
    void raiseRequested();
    /// Somebody wants to type a number, or to confirm this one.
    void newCallRequested(const QString &number);
    /// By which the window that is shown next may come to the front.
    void tokenGiven(const QString &token);

private:
    void applyDevices();
    QString device(PhoneMedia::Role role, const QString &spec);
    void appearOnDesktop();
    PhoneResult<> activate(const Activation &wish);
    PhoneResult<> openLink(const QString &uri, bool background);
    void openMyLink();
    void openWaitingLink();
    void leave();

    CommandLine m_line;
    SystemEnvironment m_system;
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Keychain> m_keychain;
    std::unique_ptr<PhoneMedia> m_media;
    Phone::Environment m_environment;
    std::unique_ptr<Phone> m_phone;
    std::unique_ptr<CommandTable> m_commands;
    std::unique_ptr<ControlServer> m_control;
    BusLink m_bus;
    BusLink m_systemBus;
    std::unique_ptr<DesktopServices> m_desktop;
    std::unique_ptr<BusService> m_busService;
    BackgroundPortal m_portal;
    Autostart m_autostart;
    SignalWatcher m_signals;
    QString m_refusal;
    QList<StoreNotice> m_notices; ///< to be said when somebody can hear them
    QString m_waitingLink;        ///< given at start; opened when an account can call
    Timer m_linkPatience;
    bool m_isQuitting = false;
    int m_exitCode = 0;
    Timer m_lastWords;
};

} // namespace carillon
