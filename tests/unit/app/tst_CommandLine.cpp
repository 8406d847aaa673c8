#include "CommandLine.h"
#include "LogRules.h"

#include <QTest>

using namespace carillon;
using Mode = CommandLine::Mode;

class tst_CommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void readsValues();
    void ctl();
    void namesEveryOption();
    void logLevels_data();
    void logLevels();
};

void tst_CommandLine::parses_data()
{
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<int>("mode");
    const auto row = [](const char *words, bool allowed, Mode mode = Mode::Phone) {
        QTest::newRow(words) << allowed << int(mode);
    };
    row("", true);
    row("--background", true);
    row("--headless --profile /tmp/x --try-out", true);
    row("--headless --try-out --demo-call", true);
    row("--demo-call", false);
    row("--try-out --demo-call", false);
    row("--profile", false);
    row("--profile=", false);
    row("--headless=yes", false);
    row("--fly", false);
    row("-x", false);
    row("sip:bob@example.com", true);
    row("tel:112 tel:113", false);
    row("--audio-input tone:440 --audio-output null", true);
    row("--audio-input tone:5", false);
    row("--audio-output tone:440", false);
    row("--audio-output file:/tmp/a.wav", true);
    row("--audio-input microphone", false);
    row("--video-input pattern --video-output null", true);
    row("--video-input window", false);
    row("--video-output screen", false);
    row("--dns-server 192.0.2.53", true);
    row("--dns-server=[2001:db8::53]:5353", true);
    row("--dns-server dns.example.com", false);
    row("--dns-server 192.0.2.53:0", false);
    row("--dns-server 192.0.2.53/x", false);
    row("--dns-server=", false);
    row("--log debug,sip=info", true);
    row("--log loud", false);
    row("--help", true, Mode::Help);
    row("-h", true, Mode::Help);
    row("--version", true, Mode::Version);
    row("--fly --help", false);
    row("ctl status", true, Mode::Ctl);
    row("ctl --profile /tmp/x status", true, Mode::Ctl);
    row("--profile /tmp/x ctl status", true, Mode::Ctl);
    row("ctl --headless status", false);
    row("ctl --help", true, Mode::Help);
    row("ctl", true, Mode::Ctl);
}

void tst_CommandLine::parses()
{
    QFETCH(bool, allowed);
    QFETCH(int, mode);
    const auto line = CommandLine::parse(
        QString::fromUtf8(QTest::currentDataTag()).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(line.has_value(), allowed);
    if (line)
        QCOMPARE(int(line->mode), mode);
    else
        QVERIFY2(line.error().endsWith(QLatin1Char('.')), qPrintable(line.error()));
}

void tst_CommandLine::readsValues()
{
    const auto line = CommandLine::parse(
        {QStringLiteral("--audio-input=tone:440"), QStringLiteral("--profile"), QStringLiteral("/tmp/a b"),
            QStringLiteral("--background"), QStringLiteral("--"), QStringLiteral("--odd")});
    QVERIFY(line);
    QCOMPARE(line->audioInput, std::optional(QStringLiteral("tone:440")));
    QVERIFY(!line->audioOutput);
    QCOMPARE(line->profileDirectory(), QStringLiteral("/tmp/a b"));
    QVERIFY(line->background && !line->headless);
    QCOMPARE(line->uri, QStringLiteral("--odd"));
    const auto dns
        = CommandLine::parse({QStringLiteral("--dns-server"), QStringLiteral("[2001:db8::53]:5353")});
    QCOMPARE(dns->dnsServer->address, QHostAddress(QStringLiteral("2001:db8::53")));
    QCOMPARE(dns->dnsServer->port, quint16(5353));
    const auto standard = CommandLine::parse({QStringLiteral("--dns-server=192.0.2.53")});
    QCOMPARE(standard->dnsServer->port, quint16(53));
    QVERIFY(CommandLine().profileDirectory().endsWith(QStringLiteral("/carillon")));
}

void tst_CommandLine::ctl()
{
    const auto line = CommandLine::parse({QStringLiteral("ctl"), QStringLiteral("--profile=/tmp/x"),
        QStringLiteral("dial"), QStringLiteral("bob"), QStringLiteral("--profile"), QStringLiteral("kept")});
    QVERIFY(line);
    QCOMPARE(line->profile, QStringLiteral("/tmp/x"));
    QCOMPARE(line->ctl,
        (QStringList{QStringLiteral("dial"), QStringLiteral("bob"), QStringLiteral("--profile"),
            QStringLiteral("kept")}));
}

void tst_CommandLine::namesEveryOption()
{
    for (const auto *option : {"--background", "--headless", "--profile", "--try-out", "--audio-input",
             "--audio-output", "--video-input", "--video-output", "--log", "--dns-server", "--demo-call",
             "--help", "--version", "ctl"})
        QVERIFY2(CommandLine::usage().contains(QLatin1String(option)), option);
}

void tst_CommandLine::logLevels_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rule"); ///< one that must be among them; null: refused
    QTest::newRow("all") << QStringLiteral("info") << QStringLiteral("carillon.*.info=true");
    QTest::newRow("not below") << QStringLiteral("info") << QStringLiteral("carillon.*.debug=false");
    QTest::newRow("warnings") << QStringLiteral("warnings") << QStringLiteral("carillon.*.info=false");
    QTest::newRow("a category") << QStringLiteral("warnings,sip=debug")
                                << QStringLiteral("carillon.sip.debug=true");
    QTest::newRow("its full name") << QStringLiteral("carillon.net=debug")
                                   << QStringLiteral("carillon.net.debug=true");
    QTest::newRow("two levels") << QStringLiteral("info,debug") << QString();
    QTest::newRow("unknown category") << QStringLiteral("info,qt=debug") << QString();
    QTest::newRow("an injected rule") << QStringLiteral("info\n*=true") << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void tst_CommandLine::logLevels()
{
    QFETCH(QString, text);
    QFETCH(QString, rule);
    const auto rules = logRules(text);
    QCOMPARE(!rules.has_value(), rule.isNull());
    if (rules)
        QVERIFY2(rules->split(QLatin1Char('\n')).contains(rule), qPrintable(*rules));
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_CommandLine.moc"
