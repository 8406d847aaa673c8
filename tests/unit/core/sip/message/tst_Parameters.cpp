#include "Parameters.h"

#include <QTest>

using namespace carillon;

class tst_Parameters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesCompareWithoutCase()
    {
        Parameters parameters;
        parameters.set("Expires", QByteArray("60"));
        QVERIFY(parameters.contains("expires"));
        QCOMPARE(parameters.value("EXPIRES"), "60");
        QCOMPARE(parameters.number("expires"), 60u);
        parameters.set("expires", QByteArray("61"));
        QCOMPARE(parameters.list.size(), 1);
        QCOMPARE(parameters.toBytes(), ";Expires=61");
        parameters.remove("eXpires");
        QVERIFY(parameters.list.isEmpty());
        QVERIFY(parameters.toBytes().isEmpty());
    }
    void aFlagIsPresentAndEmpty()
    {
        Parameters parameters;
        parameters.set("lr");
        QCOMPARE(parameters.value("lr"), QByteArray());
        QVERIFY(!parameters.value("ob"));
        QVERIFY(!parameters.number("lr"));
        parameters.set("x", QByteArray("y"));
        QCOMPARE(parameters.toBytes(), ";lr;x=y");
    }
    void numbersAreBounded()
    {
        Parameters parameters;
        for (const char *bad :
            {"", "-1", "+1", "1 ", "4294967296", "99999999999999999999999", "0x10", "\"5\""}) {
            parameters.set("n", QByteArray(bad));
            QVERIFY2(!parameters.number("n"), bad);
        }
        parameters.set("n", QByteArray("0004294967295"));
        QCOMPARE(parameters.number("n"), 4294967295u);
    }
};

QTEST_GUILESS_MAIN(tst_Parameters)
#include "tst_Parameters.moc"
