#include "Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#ifdef QT_GUI_LIB
#include <QGuiApplication>
#endif
#include <utility>

/// The macro declares a function of the global namespace.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace carillon {

Language::Language(const QLocale &system)
{
    initialiseTranslations();
    const QString folder = QStringLiteral(":/carillon/translations");
    if (!m_sentences.load(system, QStringLiteral("carillon"), QStringLiteral("_"), folder))
        (void)m_sentences.load(QStringLiteral("carillon_en"), folder); // English needs its singulars
    QCoreApplication::installTranslator(&m_sentences);
    const QLocale spoken(name());
    // In the same language, not in the system's: two in one window would be worse than English.
    if (m_qt.load(QStringLiteral("qtbase_") + name(), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    turn(spoken.textDirection());
    // A system without formats of its own (LC_ALL=C) would name the days in English beside our words.
    const QLocale none = QLocale::c();
    if (system.timeFormat(QLocale::ShortFormat) == none.timeFormat(QLocale::ShortFormat))
        QLocale::setDefault(spoken.language() == QLocale::English ? none : spoken);
}

Language::~Language()
{
    turn(Qt::LeftToRight);
}

// By the language that is spoken: Qt asks its own translations, which may not be installed. `-reverse`, by
// which Qt mirrors any program, stays as it is.
void Language::turn(Qt::LayoutDirection direction)
{
#ifdef QT_GUI_LIB
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance())
        || std::exchange(m_direction, direction) == direction)
        return;
    QGuiApplication::setLayoutDirection(direction);
#else
    Q_UNUSED(direction)
#endif
}

} // namespace carillon
