#include "RemoteText.h"

#include <QTest>

using namespace carillon;

class tst_RemoteText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleans_data();
    void cleans();
    void isBounded();
    void bytesThatAreNoText();
};

void tst_RemoteText::cleans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << QStringLiteral("Anna Müller") << QStringLiteral("Anna Müller");
    QTest::newRow("markup stays text")
        << QStringLiteral("<b>Anna</b> & co") << QStringLiteral("<b>Anna</b> & co");
    QTest::newRow("line ends and tabs")
        << QStringLiteral("  Anna\r\n\tMüller ") << QStringLiteral("Anna Müller");
    QTest::newRow("control characters")
        << QStringLiteral("A\u0000n\u0007na\u001b[31m\u009b").replace(QLatin1Char('?'), QString())
        << QStringLiteral("Anna[31m");
    QTest::newRow("right-to-left override")
        << QStringLiteral("anna\u202e.gro\u202c") << QStringLiteral("anna.gro");
    QTest::newRow("isolates and marks")
        << QStringLiteral("\u2066a\u2069\u200e\u200fb\u061c") << QStringLiteral("ab");
    QTest::newRow("byte order mark, soft hyphen") << QStringLiteral("\ufeffa\u00adb") << QStringLiteral("ab");
    QTest::newRow("line separator") << QStringLiteral("a\u2028b") << QStringLiteral("a b");
    QTest::newRow("joiners of Persian stay")
        << QStringLiteral("می\u200cخواهم") << QStringLiteral("می\u200cخواهم");
    QTest::newRow("a pile of marks") << QStringLiteral("e\u0301\u0301\u0301\u0301\u0301\u0301x")
                                     << QStringLiteral("e\u0301\u0301\u0301x");
    QTest::newRow("outside the first plane")
        << QString::fromUcs4(U"\U0001F600 hi", 4) << QString::fromUcs4(U"\U0001F600 hi", 4);
    QTest::newRow("tag characters") << QString::fromUcs4(U"a\U000E0061\U000E007Fb", 4)
                                    << QStringLiteral("ab");
    QTest::newRow("nothing left") << QStringLiteral("\u200b\u202a \n") << QString();
}

void tst_RemoteText::cleans()
{
    QFETCH(QString, text);
    QTEST(remoteText(QStringView(text)), "shown");
}

void tst_RemoteText::isBounded()
{
    const QString long1(100'000, QLatin1Char('x'));
    QCOMPARE(remoteText(QStringView(long1), 10), QString(10, QLatin1Char('x')) + QChar(0x2026));
    QCOMPARE(remoteText(QStringView(QStringLiteral("abc")), 3), QStringLiteral("abc"));
    QVERIFY(remoteText(QStringView(QString(100'000, QChar(0x202e))), 10).isEmpty());
}

void tst_RemoteText::bytesThatAreNoText()
{
    QCOMPARE(remoteText(QByteArrayView("a\xff\xc3(b")), QStringLiteral("a\ufffd\ufffd(b"));
}

QTEST_GUILESS_MAIN(tst_RemoteText)
#include "tst_RemoteText.moc"
