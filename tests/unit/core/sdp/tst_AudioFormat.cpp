#include "AudioFormat.h"

#include <QTest>

using namespace carillon;

class tst_AudioFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesOfPeople();
    void sameCodec();
    void parameters();
    void formatsOfABrowser();
    void hostileFormats();
    void writtenAndReadAgain();
};

void tst_AudioFormat::namesOfPeople()
{
    QCOMPARE(AudioFormat::named("Opus")->displayName(), QByteArray("opus/48000"));
    QCOMPARE(AudioFormat::named("g722")->displayName(), QByteArray("G722/8000"));
    QCOMPARE(AudioFormat::named("PCMA")->payloadType, quint8(8));
    QCOMPARE(AudioFormat::named("L16")->displayName(), QByteArray("L16/16000"));
    QCOMPARE(AudioFormat::named("l16-48k")->displayName(), QByteArray("L16/48000"));
    QVERIFY(!AudioFormat::named("speex"));
}

void tst_AudioFormat::sameCodec()
{
    AudioFormat opus = AudioFormat::opus();
    opus.encoding = "OPUS";
    opus.payloadType = 96;
    opus.fmtp = "stereo=1";
    QVERIFY(opus.isSameCodec(AudioFormat::opus()));
    opus.channels = 1; // "opus/48000" of careless peers
    QVERIFY(opus.isSameCodec(AudioFormat::opus()));
    QVERIFY(!AudioFormat::telephoneEvent(8000).isSameCodec(AudioFormat::telephoneEvent(48000)));
    AudioFormat stereo = AudioFormat::pcmu();
    stereo.channels = 2;
    QVERIFY(!stereo.isSameCodec(AudioFormat::pcmu()));
}

void tst_AudioFormat::parameters()
{
    AudioFormat format = AudioFormat::opus();
    format.fmtp = "minptime=10; UseInbandFec = 1;cbr;maxaveragebitrate=20000";
    QCOMPARE(*format.parameter("useinbandfec"), QByteArray("1"));
    QCOMPARE(*format.parameter("maxaveragebitrate"), QByteArray("20000"));
    QVERIFY(!format.parameter("cbr"));
    QVERIFY(!format.parameter("ptime"));
    QVERIFY(!AudioFormat::pcmu().parameter("ptime"));
}

void tst_AudioFormat::formatsOfABrowser()
{
    SdpMedia section;
    section.formats = {"111", "63", "9", "0", "8", "13", "110", "126"};
    for (const char *map : {"111 opus/48000/2", "63 red/48000/2", "9 G722/8000", "0 PCMU/8000", "8 PCMA/8000",
             "13 CN/8000", "110 telephone-event/48000", "126 telephone-event/8000"})
        section.attributes.append("rtpmap", map);
    section.attributes.append("fmtp", "111 minptime=10;useinbandfec=1");
    section.attributes.append("rtcp-fb", "111 transport-cc");
    const QList<AudioFormat> formats = audioFormatsOf(section);
    QCOMPARE(formats.size(), 8);
    QCOMPARE(formats[0].fmtp, QByteArray("minptime=10;useinbandfec=1"));
    QVERIFY(formats[0].isSameCodec(AudioFormat::opus()));
    QVERIFY(formats[6].isTelephoneEvent());
    QCOMPARE(formats[6].clockRateHz, 48000u);
    QCOMPARE(formats[7].payloadType, quint8(126));
}

void tst_AudioFormat::hostileFormats()
{
    SdpMedia section;
    section.formats = {"4294967296", "96", "128", "0", "0", "x", "-8", "97"};
    section.attributes.append("rtpmap", "96 opus/48000/2");
    section.attributes.append("rtpmap", "96 PCMU/8000"); // the first counts
    section.attributes.append("rtpmap", "4294967392 opus/48000/2");
    const QList<AudioFormat> formats = audioFormatsOf(section);
    QCOMPARE(formats.size(), 2); // 97 has no rtpmap
    QCOMPARE(formats[0].encoding, QByteArray("opus"));
    QCOMPARE(formats[1].encoding, QByteArray("PCMU"));
}

void tst_AudioFormat::writtenAndReadAgain()
{
    SdpMedia section;
    const QList<AudioFormat> all{AudioFormat::opus(), AudioFormat::g722(), AudioFormat::pcmu(),
        AudioFormat::pcma(), AudioFormat::telephoneEvent(48000), AudioFormat::telephoneEvent(8000)};
    for (const AudioFormat &format : all)
        appendAudioFormat(section, format);
    QVERIFY(audioFormatsOf(section) == all);
}

QTEST_GUILESS_MAIN(tst_AudioFormat)
#include "tst_AudioFormat.moc"
