// ITU-T G.711: figures from its tables 1 and 2, and properties which hold for all codes.
#include "G711Codec.h"

#include <QTest>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::G711Law)

class tst_G711Codec final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownValues_data();
    void knownValues();
    void everyCodeIsItsOwn_data();
    void everyCodeIsItsOwn();
    void errorIsBounded_data() { everyCodeIsItsOwn_data(); }
    void errorIsBounded();
};

void tst_G711Codec::knownValues_data()
{
    QTest::addColumn<G711Law>("law");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("sample");
    QTest::newRow("mu: largest positive") << G711Law::Mu << 0x80 << 32124;
    QTest::newRow("mu: largest negative") << G711Law::Mu << 0x00 << -32124;
    QTest::newRow("mu: zero") << G711Law::Mu << 0xff << 0;
    QTest::newRow("mu: minus zero") << G711Law::Mu << 0x7f << 0;
    QTest::newRow("mu: smallest step") << G711Law::Mu << 0xfe << 8;
    QTest::newRow("A: largest positive") << G711Law::A << 0xaa << 32256;
    QTest::newRow("A: largest negative") << G711Law::A << 0x2a << -32256;
    QTest::newRow("A: smallest positive") << G711Law::A << 0xd5 << 8;
    QTest::newRow("A: smallest negative") << G711Law::A << 0x55 << -8;
    QTest::newRow("A: second segment") << G711Law::A << (0x90 ^ 0x55) << 264;
}

void tst_G711Codec::knownValues()
{
    QFETCH(G711Law, law);
    QFETCH(int, code);
    QFETCH(int, sample);
    QCOMPARE(int(g711Decoded(law, std::uint8_t(code))), sample);
}

void tst_G711Codec::everyCodeIsItsOwn_data()
{
    QTest::addColumn<G711Law>("law");
    QTest::newRow("mu") << G711Law::Mu;
    QTest::newRow("A") << G711Law::A;
}

void tst_G711Codec::everyCodeIsItsOwn()
{
    QFETCH(G711Law, law);
    for (int code = 0; code < 256; ++code) {
        const auto sample = g711Decoded(law, std::uint8_t(code));
        const auto again = g711Encoded(law, sample);
        if (law == G711Law::Mu && code == 0x7f)
            QCOMPARE(int(again), 0xff); // the two zeros of mu-law
        else
            QCOMPARE(int(again), code);
    }
}

void tst_G711Codec::errorIsBounded()
{
    QFETCH(G711Law, law);
    for (int sample = -32768; sample <= 32767; ++sample) {
        const int decoded = g711Decoded(law, g711Encoded(law, std::int16_t(sample)));
        const int allowed = 16 + std::abs(sample) / 28;
        QVERIFY2(std::abs(decoded - sample) <= allowed, qPrintable(QString::number(sample)));
    }
}

QTEST_APPLESS_MAIN(tst_G711Codec)
#include "tst_G711Codec.moc"
