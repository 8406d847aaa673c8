// Renders each screen with sample values in light and dark to PNG files, to be looked at. Not a test.
//
//     LANGUAGE=de gallery DIRECTORY

#include "AccountForm.h"
#include "AccountsPage.h"
#include "CallStrip.h"
#include "CallWindow.h"
#include "CallsBar.h"
#include "FakeClock.h"
#include "FirstStartPage.h"
#include "IncomingPopup.h"
#include "KeyMapWindow.h"
#include "Language.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "PastCallPage.h"
#include "RecentPanel.h"
#include "SampleValues.h"
#include "SelfTestPage.h"
#include "TransferChip.h"
#include "TransferRow.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QPushButton>

using namespace carillon;

namespace {

class Gallery
{
public:
    Gallery(QApplication &application, QString directory)
        : m_theme(application)
        , m_directory(std::move(directory))
    {
    }

    void paintAll()
    {
        QCursor::setPos(4000, 4000); // nothing is pointed at
        const std::pair<Theme::Choice, QString> themes[] = {
            {Theme::Choice::Light, QStringLiteral("light")}, {Theme::Choice::Dark, QStringLiteral("dark")}};
        for (const auto &[choice, name] : themes) {
            m_theme.setChoice(choice);
            m_name = name;
            paintMain();
            paintCalls();
            paintConference();
            paintHandover();
            paintIncoming();
        }
    }

private:
    void save(QWidget &widget, const char *name)
    {
        widget.show();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_directory, QLatin1String(name), m_name));
        widget.hide();
    }

    std::unique_ptr<MainWindow> makeMain()
    {
        auto window = std::make_unique<MainWindow>(
            [](const QString &text) {
                QList<HistoryEntry> found;
                for (const HistoryEntry &entry : sample::history()) {
                    if (entry.remoteName.contains(text, Qt::CaseInsensitive))
                        found.append(entry);
                }
                return found;
            },
            SettingsAccess{[](const QString &key) {
                               if (key == QLatin1String("codecs"))
                                   return QStringLiteral("opus,g722,pcma");
                               static const QHash<QString, QString> sound{
                                   {QStringLiteral("audioInputs"), QStringLiteral("headset,usb,default")},
                                   {QStringLiteral("audioOutputs"), QStringLiteral("default")},
                                   {QStringLiteral("rings"), QStringLiteral("default,usb")},
                                   {QStringLiteral("inputVolume"), QStringLiteral("100")},
                                   {QStringLiteral("outputVolume"), QStringLiteral("130")},
                                   {QStringLiteral("ringVolume"), QStringLiteral("80")},
                                   {QStringLiteral("opusBitrate"), QStringLiteral("32")},
                                   {QStringLiteral("echoCancellation"), QStringLiteral("moderate")},
                                   {QStringLiteral("noiseSuppression"), QStringLiteral("moderate")},
                                   {QStringLiteral("automaticGain"), QStringLiteral("on")}};
                               if (sound.contains(key))
                                   return sound.value(key);
                               return key == QLatin1String("closeToTray") ? QStringLiteral("on")
                                   : key == QLatin1String("acceptRefer")  ? QStringLiteral("ask")
                                   : key == QLatin1String("theme")        ? QStringLiteral("system")
                                   : key == QLatin1String("audioInput")   ? QStringLiteral("id:headset")
                                   : key == QLatin1String("audioOutput")  ? QStringLiteral("default")
                                   : key == QLatin1String("ringDevice")   ? QStringLiteral("default")
                                                                          : QStringLiteral("off");
                           },
                [](const QString &, const QString &) { return QString(); },
                [](SoundRole role) { return devices(role); }});
        window->setStatus(presentStatus({sample::account(Account::State::Registered)}, Reachability::Online));
        window->recent().setEntries(sample::history(), sample::moment());
        window->recent().setUnseenMissed(2);
        window->accounts().setAccounts({sample::account(Account::State::Registered), failedAccount()});
        return window;
    }

    static QList<DeviceChoice> devices(SoundRole role)
    {
        const bool isInput = role == SoundRole::Microphone;
        return {{QStringLiteral("pci"),
                    isInput ? QStringLiteral("Built-in Audio Analog Stereo")
                            : QStringLiteral("Built-in Audio Digital Stereo (HDMI)"),
                    role == SoundRole::Loudspeaker, false, true},
            {QStringLiteral("usb"), QStringLiteral("Jabra EVOLVE 20 MS Mono with a long name"), isInput,
                isInput, false}};
    }

    static AccountSummary failedAccount()
    {
        AccountSummary account = sample::account(Account::State::Failed);
        account.id = QStringLiteral("a2");
        account.settings.aor = QStringLiteral("sip:anna.weber@a-very-long-company-name.example.org");
        return account;
    }

    void paintMain()
    {
        auto window = makeMain();
        save(*window, "main");
        window->dialer().setDialPadVisible(true);
        save(*window, "main-pad");
        window->dialer().setDialPadVisible(false);
        window->dialer().setText(QStringLiteral("re"));
        save(*window, "main-suggestions");
        window->dialer().setText({});
        window->dialer().offer(QStringLiteral("+49 30 1234567"));
        save(*window, "main-link");
        window->dialer().setText({});
        window->notices().addNotice(QStringLiteral("x"),
            QStringLiteral("The headset was unplugged. Calls now use the loudspeaker."),
            NoticeBar::Weight::Quiet);
        CallState held = sample::bob();
        held.heldLocal = true;
        window->callsBar().setCalls({sample::anna(), held, sample::ringing()});
        window->resize(320, 420);
        save(*window, "main-320");
        window->resize(360, 620);
        CallState longName = sample::ringing();
        longName.remoteName = QStringLiteral("Anna with a very long name & more");
        window->callsBar().setCalls({longName});
        window->setDoNotDisturb(true);
        AccountSummary noPassword = failedAccount();
        noPassword.reason
            = QStringLiteral("The password for 1001@carillon.test is not stored: please enter it again.");
        window->setStatus(presentStatus({noPassword}, Reachability::Online));
        save(*window, "main-long");
        window->setDoNotDisturb(false);
        window->callsBar().setCalls({sample::anna()});
        window->notices().dismiss();
        save(*window, "main-call");
        window->callsBar().setCalls({});
        paintPages(*window);
    }

    void paintPages(MainWindow &window)
    {
        window.resize(320, 620); // where a long language is cut first
        window.showScreen(MainWindow::Screen::FirstStart);
        save(window, "first-start");
        window.firstStart().setSteps(presentSteps(sample::account(Account::State::Failed)));
        save(window, "first-start-failed");
        window.firstStart().setSteps(presentSteps(sample::account(Account::State::Registered)));
        save(window, "first-start-done");
        window.showScreen(MainWindow::Screen::Accounts);
        save(window, "accounts");
        window.showScreen(MainWindow::Screen::AccountForm);
        window.accountForm().startChanging(
            QStringLiteral("a1"), sample::account(Account::State::Registered).settings);
        for (auto *button : window.accountForm().findChildren<QPushButton *>())
            button->setChecked(button->isCheckable());
        window.resize(320, 1050);
        save(window, "account-form");
        window.resize(320, 620);
        window.showScreen(MainWindow::Screen::Settings);
        save(window, "settings");
        window.showSettings(SettingsPage::Section::Sound);
        save(window, "settings-sound");
        window.settingsPage().search(QStringLiteral("record"));
        save(window, "settings-search");
        window.settingsPage().search({});
        for (auto *button : window.settingsPage().findChildren<QPushButton *>())
            button->setChecked(button->isCheckable());
        window.settingsPage().setMeter(Speech::Open, 0.2F);
        window.resize(360, 5200);
        save(window, "settings-all");
        window.resize(360, 620);
        paintSelfTest(window);
        paintPastCall(window);
        window.resize(320, 620);
        window.showScreen(MainWindow::Screen::About);
        save(window, "about");
    }

    void paintSelfTest(MainWindow &window)
    {
        window.showScreen(MainWindow::Screen::SelfTest);
        window.selfTest().setPresentation(presentSelfTest(SelfTestState::Done, sample::selfTest()));
        save(window, "self-test");
    }

    void paintPastCall(MainWindow &window)
    {
        window.pastCall().setCall(presentPastCall(sample::recordedCall(), sample::moment(),
            [](const QString &file) { return !file.endsWith(QLatin1String("_2.opus")); }));
        window.pastCall().setPlaying(sample::recordedCall().recordings.constFirst(), 12000, 195000);
        window.showScreen(MainWindow::Screen::PastCall);
        save(window, "past-call");
    }

    void paintRecording()
    {
        CallState call = sample::anna();
        call.recording.state = CallState::Recording::State::On;
        call.mosHeard = 4.2;
        call.mosRemote = 3.3;
        call.diagnosis.sentence
            = QStringLiteral("Your voice leaves, but the other side reports that none of it "
                             "arrives; a firewall or router may be in the way.");
        call.fix = CallState::Fix::UseRelay;
        CallWindow window(m_clock);
        window.setCall(call, {});
        window.findChild<QualityDot *>()->click();
        save(window, "call-recording");
        window.resize(320, 10);
        save(window, "call-recording-320");
    }

    void paintCalls()
    {
        paintRecording();
        CallState call = sample::anna();
        CallWindow window(m_clock);
        window.setCall(call, {});
        window.setTransferTargets(sample::targets());
        window.setLevels(0.2F, 0.1F);
        save(window, "call");
        call.muted = true;
        call.heldLocal = true;
        call.encryption = CallState::Encryption::None;
        call.quality = CallState::Quality::Poor;
        call.transfer = sample::failedTransfer(486);
        window.setCall(call,
            {.accountLabel = QStringLiteral("1001@example.org"),
                .transferName = QStringLiteral("Bob"),
                .otherLiveName = {},
                .ringsLongest = false});
        window.resize(320, 10);
        save(window, "call-320");
        call = sample::anna();
        call.referralTarget = QStringLiteral("sip:carol@example.org");
        CallWindow asked(m_clock);
        asked.setCall(call, {});
        asked.resize(320, 10);
        save(asked, "call-asked");
        CallWindow pending(m_clock);
        pending.setCall(sample::anna(), {});
        pending.setTransferTargets(sample::targets());
        for (auto *chip : pending.findChildren<TransferChip *>()) {
            if (chip->target().kind == TransferTarget::Kind::Person) {
                chip->click();
                break;
            }
        }
        pending.resize(320, 10);
        save(pending, "call-undo");
        CallWindow outgoing(m_clock);
        CallState out = sample::bob();
        out.phase = CallState::Phase::Establishing;
        out.ringing = true;
        out.establishedAt.reset();
        outgoing.setCall(out, {});
        outgoing.resize(320, 10);
        save(outgoing, "call-outgoing");
        CallState waiting = sample::bob();
        waiting.way = CallState::Way::Interrupted;
        outgoing.setCall(waiting, {});
        save(outgoing, "call-interrupted");
        waiting.way = CallState::Way::Connecting;
        outgoing.setCall(waiting, {});
        save(outgoing, "call-connecting");
        waiting.way = CallState::Way::Failed;
        outgoing.setCall(waiting, {});
        save(outgoing, "call-without-way");
        waiting.way = CallState::Way::Connected;
        waiting.encryption = CallState::Encryption::Dtls;
        outgoing.setCall(waiting, {});
        save(outgoing, "call-dtls");
        CallWindow ended(m_clock);
        CallState end = sample::bob();
        end.phase = CallState::Phase::Terminated;
        end.end = CallState::End{CallState::End::By::Remote, 200, {}, QStringLiteral("Bob Miller hung up.")};
        ended.setCall(end, {});
        save(ended, "call-ended");
    }

    void paintConference()
    {
        CallState call = sample::anna();
        CallContext context;
        context.joinable = {{QStringLiteral("c3"), QStringLiteral("Eve"), false}};
        CallWindow merging(m_clock);
        merging.setCall(call, context);
        merging.setTransferTargets(sample::targets());
        merging.setLevels(0.3F, 0.05F);
        save(merging, "call-merge");
        call.conference
            = CallState::Conference{QStringLiteral("m1"), {QStringLiteral("c1"), QStringLiteral("c2")}};
        context.joined = {{QStringLiteral("c1"), QStringLiteral("Anna Weber"), false},
            {QStringLiteral("c2"), QStringLiteral("Bob Miller"), true}};
        context.joinable.clear();
        CallWindow joined(m_clock);
        joined.setCall(call, context);
        joined.setTransferTargets(sample::targets().mid(1));
        joined.setLevels(0.02F, 0.3F);
        save(joined, "call-conference");
        call.muted = call.talkingWhileMuted = true;
        call.digits = {CallState::Digits::State::Confirming, QStringLiteral("9#")};
        joined.setCall(call, context);
        joined.resize(320, 10);
        save(joined, "call-conference-320");
        call = sample::anna();
        call.muted = call.talkingWhileMuted = true;
        CallWindow muted(m_clock);
        muted.setCall(call, {});
        muted.setTransferTargets(sample::targets().mid(1));
        save(muted, "call-talking-muted");
    }

    void paintHandover()
    {
        CallState first = sample::anna();
        first.heldLocal = true;
        CallState second = sample::bob();
        second.consultOf = first.id;
        CallWindow asking(m_clock);
        asking.setCall(first, {});
        asking.setTransferTargets(sample::targets());
        save(asking, "call-narrowing"); // so that it has the height of a call
        asking.setConsult(presentConsult(first, second, {}));
        save(asking, "consult");
        CallState ringing = second;
        ringing.phase = CallState::Phase::Establishing;
        ringing.ringing = true;
        asking.setConsult(presentConsult(first, ringing, {}));
        asking.resize(320, 10);
        save(asking, "consult-320");
        TransferOptions options;
        options.canRefer = false;
        options.code = QStringLiteral("*2");
        CallWindow coded(m_clock);
        coded.setCall(sample::anna(), {});
        coded.setTransferOptions(options);
        coded.setTransferTargets(sample::targets());
        save(coded, "call-code");
        coded.resize(320, 10);
        save(coded, "call-code-320");
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        save(strip, "strip");
        KeyMapWindow keys;
        keys.present(KeyPlace::CallWindow);
        save(keys, "keys");
    }

    void paintIncoming()
    {
        IncomingPopup popup;
        popup.setDeflectTargets(sample::targets());
        popup.setCall(sample::ringing(), {});
        save(popup, "incoming");
        popup.setCall(sample::ringing(),
            {.accountLabel = {},
                .transferName = {},
                .otherLiveName = QStringLiteral("Bob Miller"),
                .ringsLongest = true});
        save(popup, "incoming-second");
        CallState longName = sample::ringing();
        longName.remoteName = QStringLiteral("Anna with a very long name & more of it than fits anywhere");
        popup.setCall(longName, {});
        save(popup, "incoming-long");
        for (auto *button : popup.findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == QLatin1String("Send the caller to somebody else"))
                button->click();
        }
        save(popup, "incoming-deflect");
        CallState handedOver = sample::anna();
        handedOver.remoteName = longName.remoteName;
        handedOver.transfer = {CallState::Transfer::Trying, 0, QStringLiteral("1003")};
        CallWindow sending(m_clock);
        sending.setCall(handedOver, {});
        save(sending, "call-long-sending");
        handedOver.transfer.state = CallState::Transfer::Succeeded;
        handedOver.phase = CallState::Phase::Terminated;
        CallWindow over(m_clock);
        over.setCall(handedOver, {});
        save(over, "call-long-over");
    }

    Theme m_theme;
    FakeClock m_clock;
    QString m_directory;
    QString m_name;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Language language;
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    const QString directory = application.arguments().value(1, QStringLiteral("."));
    QDir().mkpath(directory);
    Gallery(application, directory).paintAll();
    return 0;
}
