#include "KeyChord.h"

#include <QTest>

using namespace carillon;

class tst_KeyChord : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void leavesTypingAlone();
};

void tst_KeyChord::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<quint32>("keysym");
    QTest::addColumn<QString>("trigger");
    const auto row = [](const char *text, int modifiers, quint32 keysym, const char *trigger) {
        QTest::newRow(text) << QString::fromLatin1(text) << modifiers << keysym
                            << QString::fromLatin1(trigger);
    };
    row("Ctrl+Alt+A", KeyChord::Control | KeyChord::Alt, 0x61, "CTRL+ALT+a");
    row("Meta+Shift+F5", KeyChord::Meta | KeyChord::Shift, 0xffc2, "SHIFT+LOGO+F5");
    row("F12", 0, 0xffc9, "F12");
    row("Ctrl++", KeyChord::Control, 0x2b, "CTRL+plus");
    row("Ctrl+F", KeyChord::Control, 0x66, "CTRL+f");
    row("Alt+PgUp", KeyChord::Alt, 0xff55, "ALT+Prior");
    row("Media Play", 0, 0x1008ff14, "XF86AudioPlay");
}

void tst_KeyChord::reads()
{
    QFETCH(QString, text);
    const auto chord = KeyChord::parse(text);
    QVERIFY(chord);
    QTEST(int(chord->modifiers), "modifiers");
    QTEST(chord->keysym, "keysym");
    QTEST(chord->toTrigger(), "trigger");
}

void tst_KeyChord::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "Ctrl+", "Ctrl+A, Ctrl+B", "F0", "F36", "Hyper+A", "Ctrl+Nothing", "\x7f"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("not ASCII") << QString(QChar(0xe4));
}

void tst_KeyChord::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!KeyChord::parse(text));
}

/// A letter alone, grabbed from the display, could not be typed any more.
void tst_KeyChord::leavesTypingAlone()
{
    const auto isSafe
        = [](const char *text) { return KeyChord::parse(QString::fromLatin1(text))->isSafeToGrab(); };
    QVERIFY(!isSafe("A"));
    QVERIFY(!isSafe("Shift+A"));
    QVERIFY(!isSafe("Return"));
    QVERIFY(isSafe("Ctrl+A"));
    QVERIFY(isSafe("F8"));
    QVERIFY(isSafe("Media Play"));
}

QTEST_GUILESS_MAIN(tst_KeyChord)
#include "tst_KeyChord.moc"
