#include "AudioPort.h"

#include <QTest>

using namespace carillon;

class tst_AudioPort : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noticesWhatTheMicrophoneGives_data()
    {
        QTest::addColumn<QList<int>>("samples"); ///< repeated until the frame is full
        QTest::addColumn<int>("silent");
        QTest::addColumn<int>("clipped");
        QTest::newRow("a quiet room has noise") << QList{0, 1, 0, -1} << 0 << 0;
        QTest::newRow("a switch gives zeros") << QList{0} << 1 << 0;
        QTest::newRow("a loud voice touches the ceiling") << QList{32767, 100, -32768, 7} << 0 << 0;
        QTest::newRow("one that is too loud stays there")
            << QList{32767, 32767, 32767, 32767, 0, 0} << 0 << 1;
    }
    void noticesWhatTheMicrophoneGives()
    {
        QFETCH(QList<int>, samples);
        AudioFrame frame{};
        for (std::size_t i = 0; i < frame.size(); ++i)
            frame[i] = std::int16_t(samples[qsizetype(i) % samples.size()]);
        AudioPort port;
        noteCaptured(frame, port);
        QCOMPARE(port.capturedFrames.load(), 1u);
        QTEST(int(port.capturedSilent.load()), "silent");
        QTEST(int(port.capturedClipped.load()), "clipped");
    }
};

QTEST_GUILESS_MAIN(tst_AudioPort)
#include "tst_AudioPort.moc"
