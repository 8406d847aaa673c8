// The control socket as a hostile or hasty client sees it; the ordinary ones are in
// tests/interop/test_program.py.
#include "ControlServer.h"
#include "PhoneFixture.h"
#include "SettingsStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTest>

using namespace carillon;

class tst_ControlServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void isForItsUserOnly();
    void answersEachLine();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void refusesALineWithoutEnd();
    void streamsUntilTheClientGoes();
    void limitsClients();
    void takesOverALeftover();
    void secondStarts();
    void leavesTheIdle();
    void carriesWarnings();
    void carriesTwoPasswords();

private:
    static QString errorCode(const QJsonObject &answer)
    {
        return answer.value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString();
    }
    std::unique_ptr<QLocalSocket> connected();
    static QJsonObject answer(QLocalSocket &socket);
    QJsonObject ask(QLocalSocket &socket, const QByteArray &line);

    std::unique_ptr<PhoneWorld> m_world;
    std::unique_ptr<PhoneFixture> m_phone;
    std::unique_ptr<CommandTable> m_commands;
    std::unique_ptr<ControlServer> m_server;
    QTemporaryDir m_directory;
    QString m_path;
};

void tst_ControlServer::init()
{
    m_world = std::make_unique<PhoneWorld>();
    m_phone = std::make_unique<PhoneFixture>(*m_world, QStringLiteral("anna"));
    m_commands = std::make_unique<CommandTable>(**m_phone);
    m_server = std::make_unique<ControlServer>(*m_commands, m_world->clock);
    const auto path = m_server->listen(m_directory.path());
    QVERIFY(path);
    m_path = *path;
}

void tst_ControlServer::cleanup()
{
    m_server.reset();
    m_commands.reset();
    m_phone.reset();
    m_world.reset();
}

std::unique_ptr<QLocalSocket> tst_ControlServer::connected()
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(m_path);
    return socket;
}

QJsonObject tst_ControlServer::answer(QLocalSocket &socket)
{
    const auto isOver
        = [&] { return socket.canReadLine() || socket.state() == QLocalSocket::UnconnectedState; };
    if (!QTest::qWaitFor(isOver) || !socket.canReadLine())
        return {};
    return QJsonDocument::fromJson(socket.readLine()).object();
}

QJsonObject tst_ControlServer::ask(QLocalSocket &socket, const QByteArray &line)
{
    socket.write(line + '\n');
    return answer(socket);
}

void tst_ControlServer::isForItsUserOnly()
{
    const auto others
        = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(m_path) & others));
}

void tst_ControlServer::answersEachLine()
{
    const auto socket = connected();
    QCOMPARE(ask(*socket, R"({"args":["get","dnd"]})").value(QLatin1String("result")).toString(),
        QStringLiteral("off"));
    QCOMPARE(ask(*socket, R"({"args":["set","dnd","on"]})").value(QLatin1String("result")).toString(),
        QStringLiteral("on"));
    socket->write("{\"args\":[\"get\",\"dnd\"]}\n{\"args\":[\"get\",\"theme\"]}\n");
    QCOMPARE(answer(*socket).value(QLatin1String("result")).toString(), QStringLiteral("on"));
    QCOMPARE(answer(*socket).value(QLatin1String("result")).toString(), QStringLiteral("system"));
    const QJsonObject error = ask(*socket, R"({"args":["call","c9"]})");
    QCOMPARE(error.value(QLatin1String("exit")).toInt(), 1);
    QCOMPARE(error.value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(),
        QStringLiteral("unknown-call"));
    QCOMPARE(ask(*socket, R"({"args":["fly"]})").value(QLatin1String("exit")).toInt(), 2);
}

void tst_ControlServer::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1");
    QTest::newRow("an array") << QByteArray("[1,2]");
    QTest::newRow("another object") << QByteArray("{\"a\":1}");
    QTest::newRow("words that are none") << QByteArray("{\"args\":[1,null,{}]}");
    QTest::newRow("args that are none") << QByteArray("{\"args\":\"status\"}");
    QTest::newRow("binary") << QByteArray("\0\xff\x80", 3);
    QTest::newRow("deep") << QByteArray(5000, '[');
}

void tst_ControlServer::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, line);
    const auto socket = connected();
    QCOMPARE(ask(*socket, line).value(QLatin1String("exit")).toInt(), 2);
    QVERIFY(ask(*socket, R"({"args":["status"]})").contains(QLatin1String("result")));
}

void tst_ControlServer::refusesALineWithoutEnd()
{
    const auto socket = connected();
    socket->write(QByteArray(200 * 1024, 'x'));
    QCOMPARE(answer(*socket).value(QLatin1String("exit")).toInt(), 2);
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    const auto next = connected();
    QVERIFY(ask(*next, R"({"args":["status"]})").contains(QLatin1String("result")));
}

void tst_ControlServer::streamsUntilTheClientGoes()
{
    auto socket = connected();
    socket->write("{\"args\":[\"events\"]}\n");
    const auto other = connected();
    QVERIFY(ask(*other, R"({"args":["set","dnd","on"]})").contains(QLatin1String("result")));
    const QJsonObject line = answer(*socket).value(QLatin1String("line")).toObject();
    QCOMPARE(line.value(QLatin1String("event")).toString(), QStringLiteral("setting"));
    socket.reset();
    QVERIFY(ask(*other, R"({"args":["set","dnd","off"]})").contains(QLatin1String("result")));
}

void tst_ControlServer::limitsClients()
{
    std::vector<std::unique_ptr<QLocalSocket>> sockets;
    for (int i = 0; i < ControlServer::Limits::Clients; ++i) {
        sockets.push_back(connected());
        QVERIFY(ask(*sockets.back(), R"({"args":["get","dnd"]})").contains(QLatin1String("result")));
    }
    const auto tooMany = connected();
    QCOMPARE(errorCode(answer(*tooMany)), QStringLiteral("busy"));
    QTRY_COMPARE(tooMany->state(), QLocalSocket::UnconnectedState);
    sockets.pop_back();
    QTRY_VERIFY(ask(*connected(), R"({"args":["get","dnd"]})").contains(QLatin1String("result")));
}

void tst_ControlServer::takesOverALeftover()
{
    ControlServer second(*m_commands, m_world->clock);
    QVERIFY(!second.listen(m_directory.path())); // somebody answers there
    m_server.reset();
    QFile leftover(m_path);
    QVERIFY(leftover.open(QIODevice::WriteOnly)); // nobody does
    QVERIFY(second.listen(m_directory.path()));
}

void tst_ControlServer::secondStarts()
{
    QStringList opened;
    QStringList tokens;
    m_server->startedAgain = [&](const Activation &wish) -> PhoneResult<> {
        const bool isQuiet = wish.show == Activation::Show::Nothing;
        opened.append(wish.uri + (isQuiet ? QStringLiteral(" quietly") : QString()));
        tokens.append(wish.token);
        if (wish.uri.startsWith(QLatin1String("file:")))
            return Failure<PhoneError>({QStringLiteral("bad-target"), QStringLiteral("No.")});
        return {};
    };
    const auto socket = connected();
    QVERIFY(ask(*socket, R"({"raise":true,"open":"tel:112","background":true})")
                .value(QLatin1String("result"))
                .toBool());
    QCOMPARE(errorCode(ask(*socket, R"({"raise":true,"open":"file:/x","token":"t-1"})")),
        QStringLiteral("bad-target"));
    QCOMPARE(tokens, (QStringList{QString(), QStringLiteral("t-1")}));
    QCOMPARE(opened, (QStringList{QStringLiteral("tel:112 quietly"), QStringLiteral("file:/x")}));
    m_server->setQuitting();
    QCOMPARE(errorCode(ask(*socket, R"({"raise":true,"open":"tel:112"})")), QStringLiteral("quitting"));
    QCOMPARE(opened.size(), 2);
    QVERIFY(ask(*socket, R"({"args":["status"]})").contains(QLatin1String("result")));
}

/// Who waits for nothing and says nothing makes room for others.
void tst_ControlServer::leavesTheIdle()
{
    const auto idle = connected();
    auto stream = connected();
    QVERIFY(ask(*idle, R"({"args":["status"]})").contains(QLatin1String("result")));
    stream->write("{\"args\":[\"events\"]}\n{\"args\":[\"get\",\"dnd\"]}\n");
    QVERIFY(answer(*stream).contains(QLatin1String("result")));
    m_world->clock.advance(std::chrono::seconds(9));
    QVERIFY(ask(*idle, R"({"args":["status"]})").contains(QLatin1String("result")));
    m_world->clock.advance(std::chrono::seconds(9));
    QVERIFY(ask(*idle, R"({"args":["set","dnd","on"]})").contains(QLatin1String("result")));
    m_world->clock.advance(std::chrono::seconds(11));
    QTRY_COMPARE(idle->state(), QLocalSocket::UnconnectedState);
    QCOMPARE(stream->state(), QLocalSocket::ConnectedState);
    // Another verb on the way did not end the stream.
    QCOMPARE(answer(*stream).value(QLatin1String("line")).toObject().value(QLatin1String("event")).toString(),
        QStringLiteral("setting"));
}

void tst_ControlServer::carriesWarnings()
{
    const auto socket = connected();
    socket->write(
        R"({"args":["account","add","--aor","sip:a@b","--no-register","--password-stdin"],"secret":"x"})"
        "\n");
    const auto hasAnswer = [&] {
        m_world->run(Milliseconds(10));
        return socket->canReadLine();
    };
    QVERIFY(QTest::qWaitFor(hasAnswer));
    const QJsonObject added = answer(*socket);
    QVERIFY(added.contains(QLatin1String("result")));
    QCOMPARE(added.value(QLatin1String("warning")).toObject().value(QLatin1String("code")).toString(),
        QStringLiteral("no-keychain"));
    QVERIFY(!ask(*socket, R"({"args":["status"]})").contains(QLatin1String("warning")));
}

/// The password of the relay beside that of the account, of which nothing comes back.
void tst_ControlServer::carriesTwoPasswords()
{
    const auto socket = connected();
    socket->write(R"({"args":["account","add","--aor","sip:a@b","--no-register","--password-stdin","--turn",)"
                  R"("turn:u@r.org","--turn-password-env","V"],"secret":"5ecre7","turnSecret":"5ecre8"})"
                  "\n");
    const auto hasAnswer = [&] {
        m_world->run(Milliseconds(10));
        return socket->canReadLine();
    };
    QVERIFY(QTest::qWaitFor(hasAnswer));
    const QString id
        = answer(*socket).value(QLatin1String("result")).toObject().value(QLatin1String("id")).toString();
    QVERIFY((*m_phone)->account(id)->hasTurnPassword());
    const QJsonObject status = ask(*socket, R"({"args":["status"]})");
    QVERIFY(!QJsonDocument(status).toJson().contains("5ecre"));
}

QTEST_GUILESS_MAIN(tst_ControlServer)
#include "tst_ControlServer.moc"
