// Renders each window and page with sample values to PNG files, to be looked at. Not a test.
//
//     gallery [--language ar] [--width 320] [--suffix TEXT] [--looks light,dark,contrast,contrast-dark]
//     DIRECTORY
//
// QT_SCALE_FACTOR=2 paints as on a screen of 200 %. screenshots.py beside this makes all of them.

#include "Gallery.h"

#include "Language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCursor>
#include <QDir>
#include <optional>

using namespace carillon;

namespace carillon {

Gallery::Gallery(QApplication &application, QString directory)
    : m_theme(application)
    , m_directory(std::move(directory))
{
}

void Gallery::paintAll(const Look &look)
{
    m_look = look;
    m_theme.setWish({.scheme = Theme::Wish::Scheme::Unknown, .highContrast = look.highContrast});
    m_theme.setChoice(look.choice);
    paintMain();
    paintCalls();
    paintConference();
    paintHandover();
    paintIncoming();
}

void Gallery::save(QWidget &widget, const char *name)
{
    widget.show();
    if (m_look.width > 0)
        widget.resize(m_look.width, widget.height());
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_directory, QLatin1String(name), m_look.name));
    widget.hide();
}

} // namespace carillon

namespace {

std::optional<Gallery::Look> lookOf(const QString &name)
{
    if (name == QLatin1String("light"))
        return Gallery::Look{Theme::Choice::Light, false, name};
    if (name == QLatin1String("dark"))
        return Gallery::Look{Theme::Choice::Dark, false, name};
    if (name == QLatin1String("contrast"))
        return Gallery::Look{Theme::Choice::Light, true, name};
    if (name == QLatin1String("contrast-dark"))
        return Gallery::Look{Theme::Choice::Dark, true, name};
    return std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QCommandLineParser line;
    const auto option = [&line](const char *name, const char *fallback) {
        const QString word = QString::fromLatin1(name);
        line.addOption({word, QString(), word, QString::fromLatin1(fallback)});
        return word;
    };
    const QString languageOption = option("language", "");
    const QString widthOption = option("width", "0");
    const QString suffixOption = option("suffix", "");
    const QString looksOption = option("looks", "light,dark");
    line.addPositionalArgument(QStringLiteral("directory"), QString());
    line.process(application);
    const QString language = line.value(languageOption);
    if (!language.isEmpty())
        QLocale::setDefault(QLocale(language)); // of dates and numbers
    const Language spoken(language.isEmpty() ? QLocale::system() : QLocale(language));
    const QString directory = line.positionalArguments().value(0, QStringLiteral("."));
    QDir().mkpath(directory);
    QCursor::setPos(4000, 4000); // nothing is pointed at
    Gallery gallery(application, directory);
    for (const QString &name : line.value(looksOption).split(QLatin1Char(','))) {
        auto look = lookOf(name);
        if (!look) {
            qCritical("no such look: %s", qPrintable(name));
            return 2;
        }
        look->name += line.value(suffixOption);
        look->width = line.value(widthOption).toInt();
        gallery.paintAll(*look);
    }
    return 0;
}
