#include "DeviceId.h"

#include <QTest>

using namespace carillon;

class tst_DeviceId : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsInAList_data();
    void standsInAList();
};

void tst_DeviceId::standsInAList_data()
{
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("safe");
    const auto row = [](const char *what, const char *system, const char *safe) {
        QTest::newRow(what) << QString::fromUtf8(system) << QString::fromUtf8(safe);
    };
    row("as PulseAudio has them", "alsa_input.usb-0d8c_C-Media.analog-stereo",
        "alsa_input.usb-0d8c_C-Media.analog-stereo");
    row("as ALSA has them", "hw:CARD=PCH,DEV=0", "hw:CARD=PCH%2CDEV=0");
    row("what looks like one that is translated", "a%2Cb", "a%252Cb");
    row("blanks at the ends, not within", " my mic ", "%20my mic%20");
    row("one blank", " ", "%20");
    row("controls", "a\n\x7f", "a%0A%7F");
    row("letters of all kinds", "Kopfhörer, 耳机", "Kopfhörer%2C 耳机");
    row("nothing", "", "");
}

void tst_DeviceId::standsInAList()
{
    QFETCH(QString, system);
    QTEST(DeviceId::fromSystem(system), "safe");
    QFETCH(QString, safe);
    QCOMPARE(QString::fromUtf8(DeviceId::toSystem(safe)), system);
    QCOMPARE(safe.trimmed(), safe);
    QVERIFY(!safe.contains(QLatin1Char(',')));
}

QTEST_GUILESS_MAIN(tst_DeviceId)
#include "tst_DeviceId.moc"
