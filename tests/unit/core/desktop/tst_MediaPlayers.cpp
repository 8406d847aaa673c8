#include "BusLink.h"
#include "FakeClock.h"
#include "MediaPlayers.h"
#include "TestBus.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVirtualObject>

using namespace carillon;

/// A player on the bus. It answers when it is told to.
class FakePlayer final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QString status = QStringLiteral("Playing");
    QStringList asked;
    bool isPausable = true;
    bool isSlow = false; ///< questions for the status wait for answer()
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() == QLatin1String("Get")) {
            m_waiting.append(message);
            m_bus = bus;
            if (!isSlow)
                answer();
            return true;
        }
        asked.append(message.member());
        if (!isPausable) {
            bus.send(message.createErrorReply(QDBusError::Failed, QStringLiteral("no")));
            return true;
        }
        status = message.member() == QLatin1String("Pause") ? QStringLiteral("Paused")
                                                            : QStringLiteral("Playing");
        bus.send(message.createReply());
        return true;
    }
    bool isAsked() const { return !m_waiting.isEmpty(); }
    void answer()
    {
        for (const QDBusMessage &message : std::exchange(m_waiting, {}))
            m_bus.send(message.createReply(QVariant::fromValue(QDBusVariant(status))));
    }

private:
    QList<QDBusMessage> m_waiting;
    QDBusConnection m_bus{QString()};
};

class tst_MediaPlayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pausesWhatPlaysAndLetsItGoOn();
    void leavesAloneWhatDidNotPlay_data();
    void leavesAloneWhatDidNotPlay();
    void leavesAloneWhatSomebodyTouched_data();
    void leavesAloneWhatSomebodyTouched();
    void bearsOneThatCannotPause();
    void aCallShorterThanTheAnswer();
    void worksWithoutABus();

private:
    /// Whatever is on its way over the bus has arrived: a question after it was answered.
    void settle();

    std::unique_ptr<TestBus> m_bus;
    FakeClock m_clock;
    std::unique_ptr<BusLink> m_link;
    std::unique_ptr<MediaPlayers> m_players;
    std::unique_ptr<FakePlayer> m_player;
};

void tst_MediaPlayers::init()
{
    m_bus = std::make_unique<TestBus>();
    m_player = std::make_unique<FakePlayer>();
    QDBusConnection bus
        = m_bus->other({QStringLiteral("org.mpris.MediaPlayer2.music"), QStringLiteral("org.example.Other")});
    QVERIFY(bus.registerVirtualObject(QStringLiteral("/org/mpris/MediaPlayer2"), m_player.get()));
    m_link = std::make_unique<BusLink>(m_bus->address(), m_clock);
    m_players = std::make_unique<MediaPlayers>(*m_link);
    m_link->start();
    QTRY_VERIFY(m_link->isUp());
}

void tst_MediaPlayers::cleanup()
{
    m_players.reset();
    m_link.reset();
    m_bus.reset();
    m_player.reset();
}

void tst_MediaPlayers::settle()
{
    for (int i = 0; i < 4; ++i) {
        // Both ways once, through the same connections, in order.
        m_link->bus().interface()->isServiceRegistered(QStringLiteral("org.mpris.MediaPlayer2.music"));
        m_bus->other().interface()->isServiceRegistered(QStringLiteral("org.mpris.MediaPlayer2.music"));
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents();
    }
}

void tst_MediaPlayers::pausesWhatPlaysAndLetsItGoOn()
{
    m_players->pause();
    m_players->pause();
    QTRY_COMPARE(m_player->status, QStringLiteral("Paused"));
    settle();
    m_players->resume();
    m_players->resume();
    QTRY_COMPARE(m_player->status, QStringLiteral("Playing"));
    QCOMPARE(m_player->asked, (QStringList{QStringLiteral("Pause"), QStringLiteral("Play")}));
}

void tst_MediaPlayers::leavesAloneWhatDidNotPlay_data()
{
    QTest::addColumn<QString>("status");
    for (const char *status : {"Paused", "Stopped", "", "Dancing"})
        QTest::newRow(status) << QString::fromLatin1(status);
}

void tst_MediaPlayers::leavesAloneWhatDidNotPlay()
{
    QFETCH(QString, status);
    m_player->status = status;
    m_player->isSlow = true;
    m_players->pause();
    QTRY_VERIFY(m_player->isAsked());
    m_player->answer();
    settle();
    m_players->resume();
    settle();
    QCOMPARE(m_player->asked, QStringList());
}

void tst_MediaPlayers::leavesAloneWhatSomebodyTouched_data()
{
    QTest::addColumn<QString>("status");
    QTest::newRow("stopped during the call") << QStringLiteral("Stopped");
    QTest::newRow("gone on during the call") << QStringLiteral("Playing");
}

void tst_MediaPlayers::leavesAloneWhatSomebodyTouched()
{
    QFETCH(QString, status);
    m_players->pause();
    QTRY_COMPARE(m_player->status, QStringLiteral("Paused"));
    settle();
    m_player->status = status;
    m_player->isSlow = true;
    m_players->resume();
    QTRY_VERIFY(m_player->isAsked());
    m_player->answer();
    settle();
    QCOMPARE(m_player->asked, QStringList{QStringLiteral("Pause")});
}

void tst_MediaPlayers::bearsOneThatCannotPause()
{
    m_player->isPausable = false;
    m_players->pause();
    QTRY_COMPARE(m_player->asked.size(), 1);
    settle();
    m_players->resume();
    settle();
    QCOMPARE(m_player->asked, QStringList{QStringLiteral("Pause")});
}

void tst_MediaPlayers::aCallShorterThanTheAnswer()
{
    m_player->isSlow = true;
    m_players->pause();
    QTRY_VERIFY(m_player->isAsked());
    m_players->resume();
    m_player->answer();
    settle();
    QCOMPARE(m_player->asked, QStringList());
}

void tst_MediaPlayers::worksWithoutABus()
{
    BusLink none({}, m_clock);
    MediaPlayers players(none);
    players.pause();
    players.resume();
    m_bus->stop();
    QTRY_VERIFY(!m_link->isUp());
    m_players->pause();
    m_players->resume();
}

QTEST_GUILESS_MAIN(tst_MediaPlayers)
#include "tst_MediaPlayers.moc"
