#include "RtcpSchedule.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

class tst_RtcpSchedule final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNotDueBeforeItStarts();
    void firstComesEarlier();
    void intervalsAreSpread();
    void slowSessionsWaitLonger();
    void feedbackHasItsShare();
};

void tst_RtcpSchedule::isNotDueBeforeItStarts()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, 1);
    QVERIFY(!schedule.isDue(MediaTime(100h)));
}

void tst_RtcpSchedule::firstComesEarlier()
{
    for (std::uint64_t seed = 1; seed < 200; ++seed) {
        RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, seed * 0x9e3779b97f4a7c15);
        schedule.start(MediaTime(1h));
        const auto wait = *schedule.due() - MediaTime(1h);
        QVERIFY(wait >= std::chrono::duration_cast<std::chrono::nanoseconds>(2.5s) / 2 * 100 / 122);
        QVERIFY(wait <= std::chrono::duration_cast<std::chrono::nanoseconds>(2.5s) * 3 / 2 * 100 / 121);
    }
}

void tst_RtcpSchedule::intervalsAreSpread()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, 99);
    MediaTime now{1h};
    schedule.start(now);
    std::vector<double> intervals;
    for (MediaTime last = now; intervals.size() < 5000;) {
        now = *schedule.due();
        QVERIFY(schedule.isDue(now));
        if (!schedule.expires(now))
            continue; // reconsidered: a later one was drawn
        schedule.packet(128);
        schedule.sent(now);
        intervals.push_back(std::chrono::duration<double>(now - last).count());
        last = now;
    }
    intervals.erase(intervals.begin());
    const auto [least, most] = std::minmax_element(intervals.begin(), intervals.end());
    // 5 s * [0.5, 1.5] / (e - 1.5), §6.3.1
    QVERIFY(*least >= 2.05 && *most <= 6.16);
    const double mean = std::accumulate(intervals.begin(), intervals.end(), 0.) / double(intervals.size());
    QVERIFY2(std::abs(mean - 5) < 0.1, qPrintable(QString::number(mean))); // what the compensation is for
}

void tst_RtcpSchedule::slowSessionsWaitLonger()
{
    RtcpSchedule schedule(5000, RtcpSchedule::Minimum::Fixed, 1);
    for (int i = 0; i < 200; ++i)
        schedule.packet(200);
    // 200 bytes * 2 members * 8 bits / 250 bit/s
    const double seconds = std::chrono::duration<double>(schedule.deterministicInterval(false)).count();
    QVERIFY(std::abs(seconds - 12.8) < 0.1);
}

void tst_RtcpSchedule::feedbackHasItsShare()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, 1);
    schedule.start(MediaTime(1h));
    double bytes = 0;
    for (MediaTime now{1h}; now < MediaTime(1h + 600s); now += 10ms) {
        using Due = RtcpSchedule::Due;
        const bool isEarly = !schedule.isDue(now) && schedule.allowsEarly(now);
        const Due due = isEarly ? Due::Feedback : schedule.timer(now, RtcpSchedule::Pending::Feedback);
        if (due == Due::Nothing)
            continue;
        const std::size_t size = due == Due::Report ? 150 : 80;
        bytes += double(size);
        schedule.packet(size);
        if (due == Due::Report)
            schedule.sent(now);
        if (isEarly)
            schedule.earlySent();
    }
    // Each of two has half of 5 % of 96 kbit/s, 300 bytes a second; each interval is random.
    QVERIFY2(bytes / 600 > 200 && bytes / 600 < 340, qPrintable(QString::number(bytes / 600)));
}

QTEST_APPLESS_MAIN(tst_RtcpSchedule)
#include "tst_RtcpSchedule.moc"
