#include "FakeRandom.h"

#include <QSet>
#include <QTest>

using namespace carillon;

class tst_Random : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokensDifferAndKeepTheAlphabet()
    {
        SystemRandom random;
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray token = random.token(26);
            QCOMPARE(token.size(), 26);
            for (const char c : token)
                QVERIFY((c >= 'a' && c <= 'z') || (c >= '2' && c <= '7'));
            seen.insert(token);
        }
        QCOMPARE(seen.size(), 1000);
    }
    void theFakeRepeatsItself()
    {
        FakeRandom first(7);
        FakeRandom second(7);
        QCOMPARE(first.token(40), second.token(40));
        QCOMPARE(first.bytes(17), second.bytes(17));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(first.below(3) < 3);
    }
};

QTEST_GUILESS_MAIN(tst_Random)
#include "tst_Random.moc"
