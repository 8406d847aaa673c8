#include "Activation.h"

#include <QDBusVariant>
#include <QTest>

using namespace carillon;

class tst_Activation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokens_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("of KWin") << QStringLiteral("kwin-7c9e66") << true;
        QTest::newRow("of X11") << QStringLiteral("gnome-shell/Carillon/4711-3-desk_TIME123456") << true;
        QTest::newRow("none") << QString() << false;
        QTest::newRow("as long as may be") << QString(Activation::longestToken, u'x') << true;
        QTest::newRow("longer") << QString(Activation::longestToken + 1, u'x') << false;
        QTest::newRow("two lines") << QStringLiteral("a\nb") << false;
        QTest::newRow("a zero") << QString(QChar(0)) << false;
        QTest::newRow("no ASCII") << QString::fromUtf8("schlüssel") << false;
    }
    void tokens()
    {
        QFETCH(QString, given);
        QFETCH(bool, isOne);
        QCOMPARE(Activation::tokenOf(given), isOne ? given : QString());
    }
    void platformData()
    {
        const auto newer = QStringLiteral("activation-token");
        const auto older = QStringLiteral("desktop-startup-id");
        QCOMPARE(Activation::tokenIn({{newer, QStringLiteral("a")}, {older, QStringLiteral("b")}}),
            QStringLiteral("a"));
        QCOMPARE(Activation::tokenIn({{newer, QStringLiteral("\n")}, {older, QStringLiteral("b")}}),
            QStringLiteral("b"));
        QCOMPARE(Activation::tokenIn({{older, QVariant::fromValue(QDBusVariant(QStringLiteral("c")))}}),
            QStringLiteral("c"));
        QVERIFY(Activation::tokenIn({{newer, 7}, {older, QStringList{QStringLiteral("x")}}}).isEmpty());
        QVERIFY(Activation::tokenIn({}).isEmpty());
    }
    void theEnvironment()
    {
        qunsetenv("XDG_ACTIVATION_TOKEN");
        qputenv("DESKTOP_STARTUP_ID", "old");
        QCOMPARE(Activation::tokenOfEnvironment(), QStringLiteral("old"));
        qputenv("XDG_ACTIVATION_TOKEN", "new");
        QCOMPARE(Activation::tokenOfEnvironment(), QStringLiteral("new"));
    }
};

QTEST_GUILESS_MAIN(tst_Activation)
#include "tst_Activation.moc"
