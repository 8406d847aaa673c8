// What the phone as a whole tells and does, in virtual time.
#include "PhoneTest.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_Phone : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatHappens();
    void whoListensLaterHearsOnlyWhatIsNew();
    void noticesAreNewsAgain();
    void voiceSettingsReachTheMedia();
    void tellsWhoTalksWhileMuted();
    void links();
    void stops();
};

void tst_Phone::tellsWhatHappens()
{
    QStringList states;
    connect(&**m_anna, &Phone::happened, this, [&](const QJsonObject &event) {
        QVERIFY(event.contains(QLatin1String("time")));
        if (event.value(QLatin1String("event")) == QLatin1String("call"))
            states.append(event.value(QLatin1String("state")).toString());
    });
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->hangUp());
    m_world->run(100ms);
    states.removeDuplicates();
    QCOMPARE(states,
        (QStringList{QStringLiteral("Initial"), QStringLiteral("Establishing"), QStringLiteral("Established"),
            QStringLiteral("Terminated")}));
    QSignalSpy online(&**m_anna, &Phone::onlineChanged);
    m_anna->monitor.set(false);
    QCOMPARE(online.size(), 1);
    QVERIFY(!(*m_anna)->isOnline());
}

void tst_Phone::whoListensLaterHearsOnlyWhatIsNew()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    for (int round = 0; round < 2; ++round) { // also after one who listened and left
        QList<QJsonObject> events;
        QObject listener;
        connect(
            &**m_anna, &Phone::happened, &listener, [&](const QJsonObject &event) { events.append(event); });
        Q_EMIT call->changed();
        QVERIFY(events.isEmpty());
        QVERIFY(call->setMuted(round == 0));
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().value(QLatin1String("muted")).toBool(), round == 0);
        events.clear();
        disconnect(&**m_anna, nullptr, &listener, nullptr);
        if (round == 0)
            QVERIFY(call->hold());
        m_world->run(100ms);
        QVERIFY(events.isEmpty());
    }
}

void tst_Phone::noticesAreNewsAgain()
{
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    const QString gone = QStringLiteral("The headset is gone.");
    const auto lose = [&] { Q_EMIT m_anna->media.noticed(QStringLiteral("device-lost"), gone); };
    lose();
    lose();
    QCOMPARE(noticed.size(), 1);
    Q_EMIT m_anna->media.recovered(gone);
    lose();
    QCOMPARE(noticed.size(), 2);
    m_world->run(59s);
    lose();
    QCOMPARE(noticed.size(), 2);
    m_world->run(2s);
    lose();
    QCOMPARE(noticed.size(), 3);
}

void tst_Phone::voiceSettingsReachTheMedia()
{
    QVERIFY(m_anna->media.voice == VoiceSettings());
    QCOMPARE(int(m_anna->media.voice.echo), int(VoiceSettings::Echo::Moderate));
    set(*m_anna, "echoCancellation", "low");
    set(*m_anna, "noiseSuppression", "very-high");
    set(*m_anna, "automaticGain", "off");
    set(*m_anna, "voiceProcessing", "always");
    const VoiceSettings wanted{VoiceSettings::When::Always, VoiceSettings::Echo::Low,
        VoiceSettings::Noise::VeryHigh, VoiceSettings::Gain::Off};
    QVERIFY(m_anna->media.voice == wanted);
    m_anna->media.voice = {};
    set(*m_anna, "dialLinks", "always"); // another setting, no news
    QVERIFY(m_anna->media.voice == VoiceSettings());
}

void tst_Phone::tellsWhoTalksWhileMuted()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->setMuted(true));
    bool told = false;
    connect(&**m_anna, &Phone::happened, this,
        [&](const QJsonObject &event) { told = event.value(QLatin1String("talkingWhileMuted")).toBool(); });
    m_anna->media.talkingWhileMuted = true;
    Q_EMIT m_anna->media.stateChanged(m_anna->media.last);
    QVERIFY(call->state().talkingWhileMuted);
    QVERIFY(told);
    QVERIFY(call->hangUp());
    m_world->run(100ms);
    QVERIFY(!call->state().talkingWhileMuted);
    QVERIFY(!told);
}

void tst_Phone::links()
{
    QSignalSpy opened(&**m_anna, &Phone::linkOpened);
    QVERIFY((*m_anna)->openLink(QStringLiteral("tel:112")));
    QCOMPARE(opened.size(), 1);
    QVERIFY((*m_anna)->calls().isEmpty());
    QVERIFY(!(*m_anna)->openLink(QStringLiteral("javascript:alert(1)")));
    set(*m_anna, "dialLinks", "always");
    QVERIFY((*m_anna)->openLink(m_bob->uri()));
    QCOMPARE((*m_anna)->calls().size(), 1);
    QCOMPARE(opened.size(), 1);
}

void tst_Phone::stops()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QSignalSpy stopped(&**m_anna, &Phone::stopped);
    (*m_anna)->stop();
    m_world->run(6s);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QVERIFY(!(*m_anna)->dial(m_bob->uri()));
}

QTEST_GUILESS_MAIN(tst_Phone)
#include "tst_Phone.moc"
