#include "Application.h"
#include "Command.h"
#include "ControlClient.h"
#include "DemoCall.h"
#include "LogRules.h"
#ifdef CARILLON_HAS_UI
#include "MainUi.h"

#include <QApplication>
#endif

#include <QCoreApplication>
#include <QLoggingCategory>
#include <cstdio>
#include <sys/stat.h>

using namespace carillon;

namespace {

void print(FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
}

/// @returns the exit code when another phone has the profile, or it cannot be opened.
int declined(const CommandLine &line, const Profile::Error &error)
{
    const QString directory = line.profileDirectory();
    if (error.kind == Profile::Error::Kind::InUse && !line.demoCall
        && ControlClient::handOver(directory, line.uri, line.background))
        return 0;
    print(stderr, error.sentence + QLatin1Char('\n'));
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
    MainUi ui(qt, application.phone(), application.clock(), options);
    QObject::connect(&application, &Application::raiseRequested, &ui, &MainUi::raise);
    QObject::connect(&application.phone(), &Phone::linkOpened, &ui, &MainUi::dialRequested);
    QObject::connect(&ui, &MainUi::quitRequested, &application, [&application] { application.quit(); });
    application.start();
    return QApplication::exec();
}
#endif

int runPhone(QCoreApplication &qt, CommandLine line)
{
    const auto demo = line.demoCall ? std::make_unique<DemoCall>() : nullptr;
    if (demo)
        demo->prepare(line);
    QLoggingCategory::setFilterRules(line.logRules);
    auto profile = Profile::open(line.profileDirectory());
    if (!profile)
        return declined(line, profile.error());
    Application application(line, std::move(*profile));
#ifdef CARILLON_HAS_UI
    if (auto *windows = qobject_cast<QApplication *>(&qt))
        return runWithWindows(*windows, line, application);
#endif
    Q_UNUSED(qt)
    return runHeadless(application, demo.get());
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

} // namespace

int main(int argc, char **argv)
{
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
    if (lacksDisplay(*line)) {
        print(stderr, QStringLiteral("There is no display: start Carillon with --headless.\n"));
        return 1;
    }
    const auto application = makeApplication(argc, argv, *line);
    return line->mode == CommandLine::Mode::Ctl ? ControlClient::run(line->profileDirectory(), line->ctl)
                                                : runPhone(*application, *line);
}
