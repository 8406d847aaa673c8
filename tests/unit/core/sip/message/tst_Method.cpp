#include "Method.h"

#include <QTest>

using namespace carillon;

class tst_Method : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyNameIsFoundAgain()
    {
        for (int i = 1; i <= static_cast<int>(Method::Message); ++i) {
            const auto method = static_cast<Method>(i);
            QVERIFY(!methodName(method).isEmpty());
            QCOMPARE(methodFromName(methodName(method)), method);
        }
        QVERIFY(methodName(Method::Other).isEmpty());
    }
    void caseMatters()
    {
        for (const char *name :
            {"", "invite", "Invite", "INVITES", "INVIT", "XYZ", "ACKK", "REGISTE", "FOO", "PUBLISHX"})
            QCOMPARE(methodFromName(name), Method::Other);
    }
};

QTEST_GUILESS_MAIN(tst_Method)
#include "tst_Method.moc"
