#include "InboundRoom.h"

#include <QTest>

using namespace carillon;
using InboundRoom::Decision;
using InboundRoom::Occupant;

class tst_InboundRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// The occupants in the order they came: a letter for each source, in upper case when it is proven. Four
    /// have room.
    void decides_data()
    {
        QTest::addColumn<QByteArray>("occupants");
        QTest::addColumn<char>("newcomer");
        QTest::addColumn<bool>("isAdmitted");
        QTest::addColumn<int>("leaving"); ///< -1: nobody
        QTest::newRow("there is room") << QByteArray("AAA") << 'a' << true << -1;
        QTest::newRow("he who has the most makes it") << QByteArray("BAAC") << 'd' << true << 1;
        QTest::newRow("of his, what never brought a message first") << QByteArray("AaBA") << 'b' << true << 1;
        QTest::newRow("a stranger with little stays") << QByteArray("bAAA") << 'c' << true << 1;
        QTest::newRow("all have one that is in use") << QByteArray("ABCD") << 'e' << false << -1;
        QTest::newRow("all have one, one of them a stranger") << QByteArray("ABcD") << 'e' << true << 2;
        QTest::newRow("he who has most wants more") << QByteArray("AAAB") << 'a' << false << -1;
        QTest::newRow("he who has most goes in place of his own stranger")
            << QByteArray("AaAB") << 'a' << true << 1;
        QTest::newRow("he would have as many as the most") << QByteArray("AABC") << 'b' << false << -1;
    }
    void decides()
    {
        QFETCH(QByteArray, occupants);
        QFETCH(char, newcomer);
        QFETCH(bool, isAdmitted);
        QFETCH(int, leaving);
        const auto address = [](char letter) { return QHostAddress(quint32(0x0a000000 + (letter | 0x20))); };
        QList<Occupant> list;
        for (const char letter : std::as_const(occupants))
            list.append({address(letter), letter < 'a'});
        const Decision decision = InboundRoom::decide(list, address(newcomer), 4);
        QCOMPARE(decision.isAdmitted, isAdmitted);
        QCOMPARE(int(decision.leaving.value_or(-1)), leaving);
    }
};

QTEST_GUILESS_MAIN(tst_InboundRoom)
#include "tst_InboundRoom.moc"
