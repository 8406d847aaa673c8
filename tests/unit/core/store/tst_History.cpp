#include "History.h"
#include "Profile.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

class tst_History : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void newestFirst();
    void survivesARestart();
    void searches_data();
    void searches();
    void suggestsTheMostUsed();
    void keepsWhereItsRecordingsAre();
    void countsMissedUntilSeen();
    void isBounded();

private:
    void add(const QString &name, const QString &uri, int minute,
        HistoryEntry::Outcome outcome = HistoryEntry::Outcome::Answered);
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Profile> m_profile;
};

void tst_History::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_profile = std::move(*Profile::open(m_scratch->path()));
}

void tst_History::cleanup()
{
    m_profile.reset();
}

void tst_History::add(const QString &name, const QString &uri, int minute, HistoryEntry::Outcome outcome)
{
    HistoryEntry entry;
    entry.accountId = QStringLiteral("a1");
    entry.direction = HistoryEntry::Direction::Incoming;
    entry.outcome = outcome;
    entry.remoteName = name;
    entry.remoteUri = uri;
    entry.startedAt = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addSecs(minute * 60);
    entry.durationMs = 61000;
    entry.code = 200;
    entry.seen = outcome != HistoryEntry::Outcome::Missed;
    entry.mosMean = 4.2;
    entry.mosLeast = 3.5;
    entry.qualitySentence = QStringLiteral("The sound is good.");
    m_profile->history().add(entry);
}

void tst_History::newestFirst()
{
    QSignalSpy changed(&m_profile->history(), &History::changed);
    add(QStringLiteral("Anna"), QStringLiteral("sip:anna@example.org"), 2);
    add(QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org"), 1);
    add(QStringLiteral("Cy"), QStringLiteral("sip:cy@example.org"), 3);
    QCOMPARE(changed.size(), 3);
    const auto entries = m_profile->history().entries({}, 2);
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].remoteName, QStringLiteral("Cy"));
    QCOMPARE(entries[1].remoteName, QStringLiteral("Anna"));
    m_profile->history().clear();
    QVERIFY(m_profile->history().entries().isEmpty());
}

void tst_History::survivesARestart()
{
    add(QStringLiteral("Anna"), QStringLiteral("sip:anna@example.org"), 2, HistoryEntry::Outcome::Missed);
    const auto before = m_profile->history().entries();
    m_profile.reset();
    m_profile = std::move(*Profile::open(m_scratch->path()));
    QCOMPARE(m_profile->history().entries(), before);
}

void tst_History::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("found");
    QTest::newRow("all") << QString() << 2;
    QTest::newRow("name without case") << QStringLiteral("ZOË") << 1;
    QTest::newRow("number") << QStringLiteral("0170") << 1;
    QTest::newRow("spaces around") << QStringLiteral("  example ") << 2;
    QTest::newRow("a wildcard is a character") << QStringLiteral("%") << 0;
    QTest::newRow("a quote is a character") << QStringLiteral("' OR 1=1 --") << 0;
}

void tst_History::searches()
{
    QFETCH(QString, text);
    add(QStringLiteral("Zoë"), QStringLiteral("sip:zoe@example.org"), 1);
    add(QStringLiteral("+49 170 1"), QStringLiteral("sip:+490170@example.org"), 2);
    QTEST(int(m_profile->history().entries(text).size()), "found");
}

void tst_History::suggestsTheMostUsed()
{
    add(QStringLiteral("Bob old"), QStringLiteral("sip:bob@example.org"), 1);
    add(QStringLiteral("Anna"), QStringLiteral("sip:anna@example.org"), 2);
    add(QStringLiteral("Bob new"), QStringLiteral("sip:bob@example.org"), 3);
    add(QStringLiteral("Cy"), QStringLiteral("sip:cy@example.org"), 4);
    const auto suggestions = m_profile->history().suggestions(QStringLiteral("example"), 2);
    QCOMPARE(suggestions.size(), 2);
    QCOMPARE(suggestions[0].remoteName, QStringLiteral("Bob new"));
    QCOMPARE(suggestions[1].remoteName, QStringLiteral("Cy"));
    QCOMPARE(m_profile->history().suggestions(QStringLiteral("bob new")).size(), 1);
}

void tst_History::keepsWhereItsRecordingsAre()
{
    HistoryEntry entry;
    entry.remoteUri = QStringLiteral("sip:anna@example.org");
    entry.startedAt = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    entry.recordings = {QStringLiteral("/music/one, two.ogg"), QStringLiteral("/music/é (2).ogg")};
    m_profile->history().add(entry);
    add(QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org"), 1);
    m_profile.reset();
    m_profile = std::move(*Profile::open(m_scratch->path()));
    const QList<HistoryEntry> kept = m_profile->history().entries();
    QCOMPARE(kept.size(), 2);
    QVERIFY(kept[0].recordings.isEmpty());
    QCOMPARE(kept[1].recordings, entry.recordings);
    QCOMPARE(m_profile->history().suggestions(QStringLiteral("anna")).first().recordings, entry.recordings);
}

void tst_History::countsMissedUntilSeen()
{
    add(QStringLiteral("Anna"), QStringLiteral("sip:anna@example.org"), 1, HistoryEntry::Outcome::Missed);
    add(QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org"), 2);
    QCOMPARE(m_profile->history().unseenMissed(), 1);
    QSignalSpy changed(&m_profile->history(), &History::changed);
    m_profile->history().markAllSeen();
    QCOMPARE(m_profile->history().unseenMissed(), 0);
    m_profile->history().markAllSeen();
    QCOMPARE(changed.size(), 1);
}

void tst_History::isBounded()
{
    QCOMPARE(m_profile->history().entries({}, -1).size(), 0);
    add(QStringLiteral("Anna"), QStringLiteral("sip:anna@example.org"), 1);
    QCOMPARE(m_profile->history().entries({}, 0).size(), 0);
    QCOMPARE(m_profile->history().entries({}, 1 << 30).size(), 1);
}

QTEST_GUILESS_MAIN(tst_History)
#include "tst_History.moc"
