#include "FakeClock.h"
#include "SoundWatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_SoundWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDeviceThatIsSilentIsSaidOnce()
    {
        FakeClock clock;
        AudioPort port;
        SoundWatch watch(port, clock);
        QList<DeviceRole> stalled, flowing;
        connect(&watch, &SoundWatch::stalled, this, [&](DeviceRole role) { stalled.append(role); });
        connect(&watch, &SoundWatch::flows, this, [&](DeviceRole role) { flowing.append(role); });
        watch.setWanted(true);
        for (int period = 0; period < 2; ++period) {
            port.captureUnderruns += 200; // it is being opened, slowly
            clock.advance(2s);
        }
        port.captureUnderruns += 100; // it stutters
        clock.advance(2s);
        QVERIFY(stalled.isEmpty());
        for (int period = 0; period < 4; ++period) {
            port.captureUnderruns += 200;
            clock.advance(2s);
        }
        QCOMPARE(stalled, QList{DeviceRole::Input});
        for (int period = 0; period < 3; ++period) {
            port.playbackDropped += 200;
            clock.advance(2s);
        }
        QCOMPARE(stalled, (QList{DeviceRole::Input, DeviceRole::Output}));
        QCOMPARE(flowing, QList{DeviceRole::Input});
        watch.setWanted(false);
        QCOMPARE(flowing, (QList{DeviceRole::Input, DeviceRole::Output}));
        port.playbackDropped += 1000;
        clock.advance(10s);
        watch.setWanted(true); // what was before the call is no matter of it
        clock.advance(2s);
        QCOMPARE(stalled.size(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_SoundWatch)
#include "tst_SoundWatch.moc"
