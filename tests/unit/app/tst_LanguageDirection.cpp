#include "Language.h"

#include <QGuiApplication>
#include <QTest>

using namespace carillon;

/// Windows run as the language that is spoken is written, whether or not Qt's own translations are installed.
class tst_LanguageDirection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void windowsRunAsItIsWritten()
    {
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
        {
            const Language language{QLocale(QStringLiteral("ar"))};
            QCOMPARE(QLocale(language.name()).language(), QLocale::Arabic);
            QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
        }
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
    }
    void aSystemThatIsNotTranslatedChangesNothing()
    {
        const Language hebrew{QLocale(QStringLiteral("he"))};
        QCOMPARE(QLocale(hebrew.name()).language(), QLocale::English);
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
    }
    void whoeverMirrorsEverythingKeepsIt()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft); // as -reverse does
        {
            const Language language{QLocale(QStringLiteral("de"))};
            QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
        }
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

QTEST_MAIN(tst_LanguageDirection)
#include "tst_LanguageDirection.moc"
