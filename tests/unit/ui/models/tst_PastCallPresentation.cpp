#include "PastCallPresentation.h"
#include "SampleValues.h"

#include <QTest>

using namespace carillon;

class tst_PastCallPresentation : public QObject
{
    Q_OBJECT
private:
    static bool allThere(const QString &) { return true; }

private Q_SLOTS:
    void aRecordedCall()
    {
        const HistoryEntry entry = sample::recordedCall();
        const auto shown = presentPastCall(entry, sample::moment(),
            [&](const QString &file) { return file == entry.recordings.constFirst(); });
        QCOMPARE(shown.name, QStringLiteral("Anna Weber"));
        QCOMPARE(shown.address, QStringLiteral("+491701234567"));
        QCOMPARE(shown.sentence, QStringLiteral("Anna Weber called you and you spoke."));
        QCOMPARE(shown.lasted, QStringLiteral("It lasted 3 min 15 s."));
        QCOMPARE(shown.quality, QStringLiteral("The sound was good, at its worst poor."));
        QCOMPARE(shown.qualitySentence, entry.qualitySentence);
        QCOMPARE(shown.recordings.size(), 2);
        QCOMPARE(shown.recordings.at(0).title, QStringLiteral("Recording 1 of 2"));
        QCOMPARE(shown.recordings.at(0).place, QStringLiteral("2026-03-12_104200_in_anna.opus"));
        QVERIFY(shown.recordings.at(0).isThere);
        QVERIFY(!shown.recordings.at(1).isThere);
        QVERIFY(shown.recordings.at(1).place.contains(QStringLiteral("no longer there")));
        QVERIFY(shown.recordings.at(1).place.contains(QStringLiteral("/home/anna/Music/Carillon")));
    }
    void aMissedCall()
    {
        const auto shown = presentPastCall(sample::history().at(2), sample::moment(), allThere);
        QCOMPARE(shown.name, QStringLiteral("+49301234567"));
        QVERIFY(shown.address.isEmpty()); // told once
        QVERIFY(shown.lasted.isEmpty());
        QVERIFY(shown.quality.isEmpty());
        QVERIFY(shown.recordings.isEmpty());
        QCOMPARE(shown.sentence, QStringLiteral("You missed a call from +49301234567."));
    }
};

QTEST_MAIN(tst_PastCallPresentation)
#include "tst_PastCallPresentation.moc"
