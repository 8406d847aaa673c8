#include "BusMethods.h"

#include <QTest>

using namespace carillon;

class tst_BusMethods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void meanVerbs_data();
    void meanVerbs();
    void argumentsAreNeverOptions();
    void passwordsStandBeside();
    void refuse_data();
    void refuse();
    void aTimedDoNotDisturbHasAnEnd();

private:
    static PhoneResult<QList<Command>> commands(const char *method, const QVariantList &arguments)
    {
        return BusMethod::of(QLatin1String(method))->commands(arguments);
    }
    static QString words(const Command &command)
    {
        QStringList all{command.verb};
        for (const auto &[name, value] : command.options)
            all.append(QStringLiteral("--%1=%2").arg(name, value));
        return (all + command.arguments).join(QLatin1Char('|'));
    }
};

void tst_BusMethods::meanVerbs_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QStringList>("verbs");
    const auto row = [](const char *method, const QVariantList &arguments, const QStringList &verbs) {
        QTest::addRow("%s %d", method, int(arguments.size()))
            << QString::fromLatin1(method) << arguments << verbs;
    };
    const QString a = QStringLiteral("c1"), b = QStringLiteral("c2");
    row("Run", {QStringLiteral("account show"), QStringList{QStringLiteral("a1")}, QVariantMap()},
        {QStringLiteral("account show|a1")});
    row("Dial", {QStringLiteral("echo"), QVariantMap{{QStringLiteral("account"), QStringLiteral("a1")}}},
        {QStringLiteral("dial|--account=a1|echo")});
    row("Answer", {QString()}, {QStringLiteral("answer")});
    row("HangUp", {a}, {QStringLiteral("hangup|c1")});
    row("BlindTransfer", {a, QStringLiteral("bob")}, {QStringLiteral("transfer|c1|bob")});
    row("Consult", {a, QStringLiteral("bob")}, {QStringLiteral("consult|c1|bob")});
    row("Complete", {a, b}, {QStringLiteral("transfer|--to=c2|c1")});
    row("CancelConsult", {a, b}, {QStringLiteral("hangup|c2"), QStringLiteral("resume|c1")});
    row("Mute", {a, true}, {QStringLiteral("mute|c1|on")});
    row("Hold", {a, false}, {QStringLiteral("resume|c1")});
    row("SetDoNotDisturb", {true, 0u}, {QStringLiteral("set|dndUntil|"), QStringLiteral("set|dnd|on")});
}

void tst_BusMethods::meanVerbs()
{
    QFETCH(QString, method);
    QFETCH(QVariantList, arguments);
    QFETCH(QStringList, verbs);
    const auto made = commands(method.toLatin1().constData(), arguments);
    QVERIFY(made);
    QStringList all;
    for (const Command &command : *made)
        all.append(words(command));
    QCOMPARE(all, verbs);
}

void tst_BusMethods::argumentsAreNeverOptions()
{
    const auto dialled = commands("Dial", {QStringLiteral("--anonymous"), QVariantMap()});
    QVERIFY(dialled);
    QCOMPARE(words(dialled->constFirst()), QStringLiteral("dial|--anonymous"));
    QVERIFY(!dialled->constFirst().has(QLatin1String("anonymous")));
    const auto ended = commands("HangUp", {QStringLiteral("--all")});
    QVERIFY(ended && !ended->constFirst().has(QLatin1String("all")));
}

void tst_BusMethods::passwordsStandBeside()
{
    const QVariantMap options{{QStringLiteral("aor"), QStringLiteral("sip:a@b")},
        {QStringLiteral("password-stdin"), true}, {QStringLiteral("secret"), QStringLiteral("5ecret")}};
    const auto added = commands("Run", {QStringLiteral("account add"), QStringList(), options});
    QVERIFY(added);
    QCOMPARE(added->constFirst().secret, std::optional(QStringLiteral("5ecret")));
    QVERIFY(!words(added->constFirst()).contains(QStringLiteral("5ecret")));
}

void tst_BusMethods::refuse_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QVariantMap>("options");
    QTest::newRow("no verb") << QString() << QStringList() << QVariantMap();
    QTest::newRow("no such verb") << QStringLiteral("fly") << QStringList() << QVariantMap();
    QTest::newRow("half a verb") << QStringLiteral("account") << QStringList() << QVariantMap();
    QTest::newRow("too few") << QStringLiteral("hold") << QStringList() << QVariantMap();
    QTest::newRow("too many") << QStringLiteral("status") << QStringList{QStringLiteral("x")}
                              << QVariantMap();
    QTest::newRow("no such option") << QStringLiteral("status") << QStringList()
                                    << QVariantMap{{QStringLiteral("x"), 1}};
    QTest::newRow("a stream") << QStringLiteral("events") << QStringList() << QVariantMap();
}

void tst_BusMethods::refuse()
{
    QFETCH(QString, verb);
    QFETCH(QStringList, arguments);
    QFETCH(QVariantMap, options);
    const auto made = commands("Run", {verb, arguments, options});
    QVERIFY(!made);
    QCOMPARE(made.error().code, QStringLiteral("usage"));
    QVERIFY(!made.error().message.isEmpty());
}

void tst_BusMethods::aTimedDoNotDisturbHasAnEnd()
{
    const auto made = commands("SetDoNotDisturb", {true, 30u});
    QVERIFY(made);
    QCOMPARE(made->size(), 2);
    QCOMPARE(made->constFirst().arguments.constFirst(), QStringLiteral("dndUntil"));
    const auto until = QDateTime::fromString(made->constFirst().arguments.constLast(), Qt::ISODate);
    const qint64 seconds = QDateTime::currentDateTimeUtc().secsTo(until);
    QVERIFY(seconds > 29 * 60 && seconds <= 30 * 60);
    QCOMPARE(commands("SetDoNotDisturb", {false, 30u})->size(), 1);
}

QTEST_GUILESS_MAIN(tst_BusMethods)
#include "tst_BusMethods.moc"
