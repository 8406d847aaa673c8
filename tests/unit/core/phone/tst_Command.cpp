#include "Command.h"

#include <QTest>

using namespace carillon;

class tst_Command : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void readsOptions();
    void saysWhatBelongsToAVerb();
    void knowsEveryVerbOfTheContract();
};

void tst_Command::parses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("verb"); ///< null: a usage error
    const auto row = [](const char *words, const char *verb) {
        QTest::newRow(words) << QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                             << (verb ? QString::fromUtf8(verb) : QString());
    };
    row("status", "status");
    row("status now", nullptr);
    row("", nullptr);
    row("fly", nullptr);
    row("account", nullptr);
    row("account fly", nullptr);
    row("account list", "account list");
    row("account add --aor sip:a@b", "account add");
    row("account add --aor=sip:a@b --no-register", "account add");
    row("account add --aor", nullptr);
    row("account add --password secret", nullptr);
    row("account add sip:a@b", nullptr);
    row("account set a1 expires 60", "account set");
    row("account set a1 password --password-stdin", "account set");
    row("account set a1 turn-password --password-env VAR", "account set");
    row("account add --aor sip:a@b --turn turn:r --turn-password-env VAR", "account add");
    row("account add --aor sip:a@b --turn turn:r --turn-password secret", nullptr);
    row("account set a1", nullptr);
    row("dial 1002", "dial");
    row("dial", nullptr);
    row("dial 1 2", nullptr);
    row("dial 1002 --header X:1 --header Y:2 --no-sdp --anonymous", "dial");
    row("dial 1002 --no-sdp=yes", nullptr);
    row("dial --", nullptr);
    row("message bob -- --hello", "message");
    row("message bob --hello", nullptr);
    row("answer", "answer");
    row("answer c1", "answer");
    row("hangup --all", "hangup");
    row("reconnect c1", "reconnect");
    row("reconnect", nullptr);
    row("dtmf c1 15#", "dtmf");
    row("digits c1 send", "digits");
    row("digits c1", nullptr);
    row("merge c1 c2", "merge");
    row("merge c1 c2 c3", "merge");
    row("merge c1", nullptr);
    row("leave c1", "leave");
    row("transfer c1 --to c2", "transfer");
    row("transfer c1 bob", "transfer");
    row("transfer", nullptr);
    row("device set input default", "device set");
    row("events --timeout 5 --count 3", "events");
    row("events --ready", "events");
    row("trace --last 20 --call c1", "trace");
    row("--help", nullptr);
}

void tst_Command::parses()
{
    QFETCH(QStringList, words);
    QFETCH(QString, verb);
    const auto command = Command::parse(words);
    QCOMPARE(command.has_value(), !verb.isNull());
    if (command)
        QCOMPARE(command->verb, verb);
    else
        QCOMPARE(command.error().code, QStringLiteral("usage"));
}

void tst_Command::readsOptions()
{
    const auto command
        = Command::parse({QStringLiteral("dial"), QStringLiteral("--header"), QStringLiteral("A: 1"),
            QStringLiteral("bob"), QStringLiteral("--header=B: 2"), QStringLiteral("--anonymous"),
            QStringLiteral("--account"), QStringLiteral("a1"), QStringLiteral("--account=a2")});
    QVERIFY(command);
    QCOMPARE(command->arguments, QStringList{QStringLiteral("bob")});
    QCOMPARE(
        command->all(QLatin1String("header")), (QStringList{QStringLiteral("A: 1"), QStringLiteral("B: 2")}));
    QCOMPARE(command->option(QLatin1String("account")), QStringLiteral("a2"));
    QVERIFY(command->has(QLatin1String("anonymous")));
    QVERIFY(!command->has(QLatin1String("video")));
    QCOMPARE(command->option(QLatin1String("video")), QString());
}

void tst_Command::saysWhatBelongsToAVerb()
{
    const auto said = [](const char *words) {
        return Command::parse(QString::fromUtf8(words).split(QLatin1Char(' '))).error().message;
    };
    QCOMPARE(said("account"), QStringLiteral("Usage: account add|list|show|set|remove"));
    QCOMPARE(said("account fly"), QStringLiteral("Usage: account add|list|show|set|remove"));
    QCOMPARE(said("device"), QStringLiteral("Usage: device set"));
    QVERIFY(said("account set a1").contains(QStringLiteral("password --password-stdin")));
    QCOMPARE(said("fly"), QStringLiteral("There is no verb \"fly\"."));
}

void tst_Command::knowsEveryVerbOfTheContract()
{
    const QStringList contract
        = QStringLiteral("status,account add,account list,account show,account set,account "
                         "remove,register,unregister,dial,calls,call,"
                         "answer,reject,hangup,hold,resume,mute,video,dtmf,transfer,consult,deflect,merge,"
                         "split,message,messages,"
                         "stats,record,history,devices,device set,set,get,settings,events,trace,quit")
              .split(QLatin1Char(','));
    for (const QString &verb : contract) {
        QVERIFY2(Command::verbs().contains(verb), qPrintable(verb));
        QVERIFY2(Command::usage().contains(QStringLiteral("  ") + verb), qPrintable(verb));
    }
}

QTEST_GUILESS_MAIN(tst_Command)
#include "tst_Command.moc"
