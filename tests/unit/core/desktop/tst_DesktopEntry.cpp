#include "DesktopEntry.h"

#include <QTest>

using namespace carillon;

class tst_DesktopEntry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsOfExecAreQuoted_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("quoted");
        const auto row = [](const char *name, const char *word, const char *quoted) {
            QTest::newRow(name) << QString::fromUtf8(word) << QString::fromUtf8(quoted);
        };
        row("plain", "/usr/bin/carillon", "/usr/bin/carillon");
        row("space", "/opt/my phone/carillon", "\"/opt/my phone/carillon\"");
        row("quote", "/a\"b", "\"/a\\\"b\"");
        row("dollar", "/a$b", "\"/a\\$b\"");
        row("backtick", "/a`b", "\"/a\\`b\"");
        row("backslash", "/a\\b", "\"/a\\\\b\"");
        row("field code", "/100%u", "/100%%u");
        row("shell", "/a;b&c|d", "\"/a;b&c|d\"");
        row("not latin", "/ö/電話", "/ö/電話");
        row("line", "/a\nb", "");
        row("nothing", "", "");
    }
    void wordsOfExecAreQuoted()
    {
        QFETCH(QString, word);
        QTEST(DesktopEntry::execWord(word).value_or(QString()), "quoted");
    }
    void isReadAsItWasWritten()
    {
        DesktopEntry entry;
        entry.values.insert(QStringLiteral("Exec"), QStringLiteral("\"/a\\$b\" --x"));
        entry.values.insert(QStringLiteral("Name"), QStringLiteral("two\nlines\tand a \\"));
        QVERIFY(entry.toBytes().contains("Exec=\"/a\\\\$b\" --x\n")); // escaped once more: it is a string
        QCOMPARE(DesktopEntry::parse(entry.toBytes()), entry);
    }
    void otherGroupsAndLocalesAreNotOurs()
    {
        const DesktopEntry entry
            = DesktopEntry::parse("Hidden=true\n[Desktop Entry]\n# Exec=no\nName[de]=Nein\n"
                                  "  Exec = carillon \nrubbish\n=\n[Desktop Action x]\nExec=other\n");
        QCOMPARE(entry.values.size(), 1);
        QCOMPARE(entry.values.value(QStringLiteral("Exec")), QStringLiteral("carillon"));
    }
    void startsWhereItSaysSo_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("starts");
        const auto row = [](const char *name, const char *lines, bool starts) {
            QTest::newRow(name) << QByteArray(lines) << starts;
        };
        row("plain", "Exec=carillon\n", true);
        row("nothing to run", "Name=Carillon\n", false);
        row("hidden", "Exec=carillon\nHidden=true\n", false);
        row("not hidden", "Exec=carillon\nHidden=false\n", true);
        row("switched off by GNOME", "Exec=carillon\nX-GNOME-Autostart-enabled=false\n", false);
        row("on by GNOME", "Exec=carillon\nX-GNOME-Autostart-enabled=true\n", true);
        row("only here", "Exec=carillon\nOnlyShowIn=KDE;XFCE;\n", true);
        row("only elsewhere", "Exec=carillon\nOnlyShowIn=GNOME;\n", false);
        row("nowhere", "Exec=carillon\nOnlyShowIn=\n", false);
        row("not here", "Exec=carillon\nNotShowIn=GNOME;XFCE\n", false);
        row("not elsewhere", "Exec=carillon\nNotShowIn=GNOME\n", true);
    }
    void startsWhereItSaysSo()
    {
        QFETCH(QByteArray, lines);
        const DesktopEntry entry = DesktopEntry::parse("[Desktop Entry]\n" + lines);
        QTEST(entry.startsIn({QStringLiteral("ubuntu"), QStringLiteral("XFCE")}), "starts");
    }
};

QTEST_GUILESS_MAIN(tst_DesktopEntry)
#include "tst_DesktopEntry.moc"
