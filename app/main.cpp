#include "Application.h"
#include "Command.h"
#include "ControlClient.h"
#include "DemoCall.h"
#include "Language.h"
#include "LogRules.h"
#ifdef CARILLON_HAS_UI
#include "MainUi.h"

#include <QApplication>
#include <QMessageBox>
#endif

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QThread>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

using namespace carillon;

namespace {

using HandOver = ControlClient::HandOver;

constexpr int QuitPatienceMs = 10'000; ///< for a phone that ends to make room, or one that starts to answer

void print(FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
}

/// A file that is opened later must not become the standard output of somebody. Read-only: what is written
/// there fails as it would have without us.
void fillStandardStreams()
{
    for (int stream = 0; stream <= 2; ++stream)
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            (void)::open("/dev/null", O_RDONLY);
}

/// The profile, or how the start ends without it.
struct Place {
    std::optional<ProfileLock> lock;
    int exitCode = 0;
    QString sentence; ///< empty when there is nothing left to say
};

/// Ours, or handed over to the phone which has it already. May wait a while for one that ends or begins.
Place takeProfile(const CommandLine &line)
{
    const QString directory = line.profileDirectory();
    const QDeadlineTimer deadline(QuitPatienceMs);
    for (;;) {
        auto lock = ProfileLock::take(directory);
        if (lock && lock->isHeld())
            return {std::move(*lock), 0, {}};
        if (!lock && (lock.error().kind != ProfileError::Kind::InUse || line.demoCall))
            return {{}, 1, lock.error().sentence};
        // Where nothing can be locked, whoever answers has it.
        const HandOver answer = ControlClient::handOver(directory, line.uri, line.background);
        if (answer.outcome == HandOver::Outcome::Taken)
            return {};
        if (answer.outcome == HandOver::Outcome::Refused) {
            // The phone that runs says it in its window; a box of ours would say it twice and wait for a
            // click.
            print(stderr, answer.sentence + QLatin1Char('\n'));
            return {{}, 1, {}};
        }
        if (lock && answer.outcome == HandOver::Outcome::Nobody)
            return {std::move(*lock), 0, {}};
        if (deadline.hasExpired())
            return {{}, 1, lock ? answer.sentence : lock.error().sentence};
        QThread::msleep(50);
    }
}

/// The start failed: said where it is seen.
int complain(QCoreApplication &qt, const CommandLine &line, const QString &sentence)
{
    print(stderr, sentence + QLatin1Char('\n'));
#ifdef CARILLON_HAS_UI
    if (qobject_cast<QApplication *>(&qt) && !line.background)
        QMessageBox::critical(nullptr, QStringLiteral("Carillon"), sentence);
#else
    Q_UNUSED(line)
#endif
    Q_UNUSED(qt)
    return 1;
}

int runHeadless(Application &application, DemoCall *demo)
{
    application.start();
    if (demo) {
        QObject::connect(demo, &DemoCall::finished, &application,
            [&application](int exitCode) { application.quit(exitCode); });
        demo->start(application.phone(), application.clock());
    }
    return QCoreApplication::exec();
}

#ifdef CARILLON_HAS_UI
int runWithWindows(QApplication &qt, const CommandLine &line, Application &application)
{
    MainUiOptions options;
    options.start = line.background ? MainUiOptions::Start::Background : MainUiOptions::Start::Window;
    options.bus = &application.sessionBus();
    options.systemBus = &application.systemBus();
    options.autostart = &application.autostart();
    options.placesFile = application.profileDirectory() + QStringLiteral("/windows.ini");
    MainUi ui(qt, application.phone(), application.clock(), options);
    QObject::connect(&application, &Application::tokenGiven, &ui, &MainUi::setActivationToken);
    QObject::connect(&application, &Application::raiseRequested, &ui, &MainUi::raise);
    QObject::connect(&application, &Application::newCallRequested, &ui, &MainUi::newCall);
    QObject::connect(&application.phone(), &Phone::linkOpened, &ui, &MainUi::linkOpened);
    QObject::connect(&ui, &MainUi::quitRequested, &application, [&application] { application.quit(); });
    application.sessionBus().start();
    application.start();
    return QApplication::exec();
}
#endif

int runPhone(QCoreApplication &qt, const CommandLine &line, ProfileLock lock, DemoCall *demo)
{
    QLoggingCategory::setFilterRules(line.logRules);
    auto profile = Profile::open(std::move(lock));
    if (!profile)
        return complain(qt, line, profile.error().sentence);
    Application application(line, std::move(*profile));
    if (!application.refusal().isEmpty())
        return complain(qt, line, application.refusal());
#ifdef CARILLON_HAS_UI
    if (auto *windows = qobject_cast<QApplication *>(&qt))
        return runWithWindows(*windows, line, application);
#endif
    return runHeadless(application, demo);
}

QStringList wordsOf(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    return words;
}

/// Qt ends a program without a display by abort(); a sentence is better.
bool lacksDisplay(const CommandLine &line)
{
#ifdef CARILLON_HAS_UI
    const auto isSet = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    return line.mode == CommandLine::Mode::Phone && !line.headless && !isSet("DISPLAY")
        && !isSet("WAYLAND_DISPLAY") && !isSet("QT_QPA_PLATFORM");
#else
    Q_UNUSED(line)
    return false;
#endif
}

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv, const CommandLine &line)
{
#ifdef CARILLON_HAS_UI
    if (line.mode == CommandLine::Mode::Phone && !line.headless)
        return std::make_unique<QApplication>(argc, argv);
#else
    Q_UNUSED(line)
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

int start(int &argc, char **argv, CommandLine line)
{
    std::unique_ptr<DemoCall> demo;
    Place place;
    {
        // Without windows at first: for most starts it is enough to tell the phone that runs.
        const QCoreApplication early(argc, argv);
        const Language language;
        if (line.mode == CommandLine::Mode::Ctl)
            return ControlClient::run(line.profileDirectory(), line.ctl);
        if (line.demoCall) {
            demo = std::make_unique<DemoCall>();
            if (!demo->prepare(line)) {
                print(stderr,
                    Application::tr("There is no room for the sound files of the test call.")
                        + QLatin1Char('\n'));
                return 1;
            }
        }
        place = takeProfile(line);
        if (place.lock && lacksDisplay(line)) {
            print(stderr,
                Application::tr("There is no display: start Carillon with --headless.") + QLatin1Char('\n'));
            return 1;
        }
    }
    if (!place.lock && place.sentence.isEmpty())
        return place.exitCode;
    if (!place.lock && lacksDisplay(line))
        line.headless = true; // to say why
    const auto application = makeApplication(argc, argv, line);
    const Language language;
    return place.lock ? runPhone(*application, line, std::move(*place.lock), demo.get())
                      : complain(*application, line, place.sentence);
}

} // namespace

int main(int argc, char **argv)
{
    fillStandardStreams();
    ::umask(0077); // what the phone writes is its user's alone
    QCoreApplication::setApplicationName(QStringLiteral("carillon"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CARILLON_VERSION));
    const auto line = CommandLine::parse(wordsOf(argc, argv));
    if (!line) {
        print(stderr, line.error() + QLatin1Char('\n') + CommandLine::usage());
        return 2;
    }
#ifdef CARILLON_HAS_UI
    QGuiApplication::setDesktopFileName(QStringLiteral("org.carillon.Carillon"));
#endif
    installLogHandler();
    switch (line->mode) {
    case CommandLine::Mode::Help: print(stdout, CommandLine::usage() + Command::usage()); return 0;
    case CommandLine::Mode::Version:
        print(stdout, QStringLiteral("carillon " CARILLON_VERSION "\n"));
        return 0;
    case CommandLine::Mode::Ctl:
    case CommandLine::Mode::Phone: break;
    }
    return start(argc, argv, *line);
}
