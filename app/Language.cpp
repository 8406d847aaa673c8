#include "Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

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
    // A system without formats of its own (LC_ALL=C) would name the days in English beside our words.
    const QLocale none = QLocale::c();
    if (system.timeFormat(QLocale::ShortFormat) == none.timeFormat(QLocale::ShortFormat))
        QLocale::setDefault(spoken.language() == QLocale::English ? none : spoken);
}

} // namespace carillon
