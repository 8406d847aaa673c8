// Profile: one instance, privacy of its files, damaged and read-only databases, and being killed at any time.
#include "Database.h"
#include "History.h"
#include "Profile.h"
#include "SettingsStore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace carillon;

namespace {

/// Nothing more can be written, as long as it lives.
class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// Somebody else who has the database open.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &profile)
    {
        auto sql = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        sql.setDatabaseName(profile + QStringLiteral("/carillon.db"));
        if (!sql.open())
            qFatal("the database does not open");
    }
    ~OtherProgram() { QSqlDatabase::removeDatabase(QStringLiteral("other")); }
    QVariant run(const char *statement)
    {
        QSqlQuery query(QSqlDatabase::database(QStringLiteral("other")));
        if (!query.exec(QLatin1String(statement)))
            qFatal("%s", qPrintable(query.lastError().text()));
        return query.next() ? query.value(0) : QVariant();
    }
};

} // namespace

class tst_Profile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void makesItsFolderForTheOwnerOnly();
    void leavesAStrangersFolderAlone();
    void opensOnce();
    void keepsAccounts();
    void neverGivesANumberTwice();
    void keepsFavourites();
    void damaged_data();
    void damaged();
    void refusesANewerVersion();
    void anOldDefaultIsNoChoice_data();
    void anOldDefaultIsNoChoice();
    void callsOfBeforeHaveNoScore();
    void readOnly_data();
    void readOnly();
    void aFullDisk();
    void aFileInItsPlace();
    void anEmptyFolderOfOursIsMadePrivate();
    void hasOneNameThroughLinks();
    void cannotBeOpenedTwiceWhereItCannotBeWritten();
    void numbersOutliveAFullDisk();
    void aTableThatIsNotThere();
    void waitsForAnotherProgram();
    void survivesBeingKilled();

private:
    std::unique_ptr<Profile> open();
    QString path() const { return m_scratch->path() + QStringLiteral("/deep/profile"); }
    std::unique_ptr<QTemporaryDir> m_scratch;
};

void tst_Profile::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<Profile> tst_Profile::open()
{
    auto profile = Profile::open(path());
    if (!profile)
        qWarning() << profile.error().sentence;
    return profile ? std::move(*profile) : nullptr;
}

void tst_Profile::makesItsFolderForTheOwnerOnly()
{
    const auto profile = open();
    QVERIFY(profile);
    profile->addAccount({});
    const auto owner
        = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(path()), owner | QFileDevice::ExeOwner | QFileDevice::ExeUser);
    for (const QString &name : {QStringLiteral("carillon.db"), QStringLiteral("carillon.db-wal")})
        QCOMPARE(QFile::permissions(path() + QLatin1Char('/') + name), owner);
}

void tst_Profile::leavesAStrangersFolderAlone()
{
    QDir().mkpath(path());
    QFile theirs(path() + QStringLiteral("/letter.txt"));
    QVERIFY(theirs.open(QIODevice::WriteOnly));
    const auto open755 = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner
        | QFileDevice::ReadOther | QFileDevice::ExeOther;
    QFile::setPermissions(path(), open755);
    QVERIFY(open());
    QVERIFY(QFile::permissions(path()) & QFileDevice::ReadOther);
    QVERIFY2(open(), "but once it is a profile it is private");
    QVERIFY(!(QFile::permissions(path()) & QFileDevice::ReadOther));
}

void tst_Profile::opensOnce()
{
    auto first = open();
    QVERIFY(first);
    const auto second = Profile::open(path());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Profile::Error::Kind::InUse);
    QVERIFY(second.error().sentence.contains(path()));
    first.reset();
    QVERIFY(open());
}

void tst_Profile::keepsAccounts()
{
    const QJsonObject settings{{QStringLiteral("aor"), QStringLiteral("sip:zoë@example.org")}};
    QString identifier;
    StoredAccount kept;
    {
        const auto profile = open();
        identifier = profile->identifier();
        profile->addAccount({});
        kept = profile->addAccount({});
        QVERIFY(kept.instanceId.startsWith("urn:uuid:"));
        QVERIFY(!profile->changeAccount(kept.id, settings));
        QVERIFY(!profile->removeAccount(QStringLiteral("a1")));
        kept.settings = settings;
    }
    const auto profile = open();
    QCOMPARE(profile->accounts(), QList{kept});
    QCOMPARE(profile->identifier(), identifier);
    QVERIFY(profile->notices().isEmpty());
}

void tst_Profile::neverGivesANumberTwice()
{
    QString last;
    {
        const auto profile = open();
        profile->addAccount({});
        last = profile->addAccount({}).id;
        QVERIFY(!profile->removeAccount(last));
    }
    QVERIFY(open()->addAccount({}).id != last);
}

void tst_Profile::keepsFavourites()
{
    QList<Favourite> kept;
    {
        const auto profile = open();
        for (const char *name : {"Bob", "Cy"})
            kept.append({profile->newFavouriteId(), QString::fromLatin1(name), QStringLiteral("1002"), {}});
        kept.append({profile->newFavouriteId(), QStringLiteral("Dora"), QStringLiteral("sip:d@e"),
            QStringLiteral("a1")});
        QVERIFY(!profile->setFavourites(kept));
        kept.move(2, 0);
        QVERIFY(!profile->setFavourites(kept));
    }
    const QString last = kept.constFirst().id;
    {
        const auto profile = open();
        QCOMPARE(profile->favourites(), kept);
        kept.removeFirst();
        QVERIFY(!profile->setFavourites(kept));
    }
    const auto profile = open();
    QCOMPARE(profile->favourites(), kept);
    QVERIFY(profile->newFavouriteId() != last); // a number is never given twice
}

void tst_Profile::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("this is no database, and it is longer than the header of one would "
                                        "be: at least a hundred bytes of it.");
    QTest::newRow("the head of a database")
        << QByteArray("SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20", 24);
    QTest::newRow("a head, then noise") << QByteArray("SQLite format 3\0", 16) + QByteArray(8192, '\x5a');
}

void tst_Profile::damaged()
{
    QFETCH(QByteArray, bytes);
    QDir().mkpath(path());
    QFile file(path() + QStringLiteral("/carillon.db"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto profile = open();
    QVERIFY(profile);
    QCOMPARE(profile->notices().size(), 1);
    QCOMPARE(profile->notices().constFirst().code, QStringLiteral("database-set-aside"));
    const QStringList aside = QDir(path()).entryList({QStringLiteral("carillon.db.damaged-*")});
    QCOMPARE(aside.size(), 1);
    QVERIFY(profile->notices().constFirst().sentence.contains(aside.constFirst()));
    QFile kept(path() + QLatin1Char('/') + aside.constFirst());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
    QCOMPARE(profile->addAccount({}).id, QStringLiteral("a1"));
}

void tst_Profile::refusesANewerVersion()
{
    QVERIFY(open());
    {
        auto sql = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        sql.setDatabaseName(path() + QStringLiteral("/carillon.db"));
        QVERIFY(sql.open());
        QSqlQuery(sql).exec(QStringLiteral("PRAGMA user_version = 99"));
        sql.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
    const auto profile = Profile::open(path());
    QVERIFY(!profile);
    QCOMPARE(profile.error().kind, Profile::Error::Kind::NewerVersion);
}

void tst_Profile::anOldDefaultIsNoChoice_data()
{
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("ice");
    const auto row = [](const char *name, const char *settings, const char *ice) {
        QTest::newRow(name) << QString::fromLatin1(settings) << QString::fromLatin1(ice);
    };
    row("off, when there was no ICE", R"({"aor":"sip:a@b","ice":"off","stun":"","turn":""})", "auto");
    row("off, chosen", R"({"aor":"sip:a@b","ice":"off","stun":"","turn":"","turn-password":false})", "off");
    row("on", R"({"ice":"on"})", "on");
    row("not said", R"({"aor":"sip:a@b"})", "");
    row("in a name", R"({"display-name":"\"ice\":\"off\"","ice":"auto","turn-password":false})", "auto");
    row("not to be read", "{\"ice\":\"off\"", "");
}

/// Schema 2: what version 1 wrote into each account, unasked, becomes the default that there is now.
void tst_Profile::anOldDefaultIsNoChoice()
{
    QFETCH(QString, settings);
    QVERIFY(open()->addAccount({}).id == QLatin1String("a1"));
    const auto write = [&](const QString &sql, const QVariantList &values = {}) {
        auto database = Database::open(path() + QStringLiteral("/carillon.db"));
        return database && (*database)->change(sql, values);
    };
    QVERIFY(write(QStringLiteral("UPDATE account SET settings = ?"), {settings}));
    QVERIFY(write(QStringLiteral("ALTER TABLE history DROP COLUMN recordings")));            // of schema 3
    for (const char *column : {"mos_mean", "mos_least", "quality", "via", "transferred_to"}) // of 4 and 5
        QVERIFY(write(QStringLiteral("ALTER TABLE history DROP COLUMN %1").arg(QLatin1String(column))));
    QVERIFY(write(QStringLiteral("DROP TABLE favourite"))); // of 6
    QVERIFY(write(QStringLiteral("PRAGMA user_version = 1")));
    const auto ice
        = [this] { return open()->accounts().constFirst().settings.value(QLatin1String("ice")).toString(); };
    QTEST(ice(), "ice");
    // Once: what is written from now on was meant.
    QVERIFY(write(QStringLiteral("UPDATE account SET settings = '{\"ice\":\"off\"}'")));
    QCOMPARE(ice(), QStringLiteral("off"));
}

/// Schema 4: of the calls of before nobody knows how they sounded.
void tst_Profile::callsOfBeforeHaveNoScore()
{
    HistoryEntry entry;
    entry.remoteUri = QStringLiteral("sip:a@b");
    entry.startedAt = QDateTime::fromMSecsSinceEpoch(1000, Qt::UTC);
    entry.mosMean = entry.mosLeast = 4;
    entry.qualitySentence = QStringLiteral("Good.");
    entry.via = entry.transferredTo = QStringLiteral("Bob");
    open()->history().add(entry);
    {
        auto database = Database::open(path() + QStringLiteral("/carillon.db"));
        QVERIFY(database);
        for (const char *column : {"recordings", "mos_mean", "mos_least", "quality", "via", "transferred_to"})
            QVERIFY((*database)->change(
                QStringLiteral("ALTER TABLE history DROP COLUMN %1").arg(QLatin1String(column))));
        QVERIFY((*database)->change(QStringLiteral("DROP TABLE favourite")));
        QVERIFY((*database)->change(QStringLiteral("PRAGMA user_version = 2")));
    }
    const auto profile = open();
    const QList<HistoryEntry> entries = profile->history().entries();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].remoteUri, entry.remoteUri);
    QCOMPARE(entries[0].mosMean, 0.);
    QCOMPARE(entries[0].qualitySentence, QString());
    QCOMPARE(entries[0].via, QString());
    QCOMPARE(entries[0].transferredTo, QString());
    entry.startedAt = entry.startedAt.addSecs(1);
    profile->history().add(entry);
    QCOMPARE(profile->history().entries().size(), 2);
    QCOMPARE(profile->history().entries()[0].via, QStringLiteral("Bob"));
    QCOMPARE(profile->history().entries()[0].transferredTo, QStringLiteral("Bob"));
}

void tst_Profile::readOnly_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("as it is now") << Profile::SchemaVersion;
    QTest::newRow("of the first version") << 1;
}

void tst_Profile::readOnly()
{
    QFETCH(int, version);
    {
        const auto profile = open();
        profile->addAccount({{QStringLiteral("aor"), QStringLiteral("sip:a@b")}});
        QCOMPARE(profile->settings().set(QStringLiteral("dnd"), QStringLiteral("on")), QString());
        HistoryEntry entry;
        entry.remoteUri = QStringLiteral("sip:c@d");
        profile->history().add(entry);
    }
    if (version == 1) {
        auto database = Database::open(path() + QStringLiteral("/carillon.db"));
        QVERIFY(database);
        for (const char *column : {"recordings", "mos_mean", "mos_least", "quality", "via", "transferred_to"})
            QVERIFY((*database)->change(
                QStringLiteral("ALTER TABLE history DROP COLUMN %1").arg(QLatin1String(column))));
        QVERIFY((*database)->change(QStringLiteral("DROP TABLE favourite")));
        QVERIFY((*database)->change(QStringLiteral("PRAGMA user_version = 1")));
    }
    // Root may write everywhere: so the file system is asked as another user, to whom the profile belongs.
    constexpr uid_t nobody = 65534;
    const bool isRoot = geteuid() == 0;
    if (isRoot) {
        for (const QString &name : QDir(path()).entryList(QDir::Files | QDir::Hidden))
            QCOMPARE(chown(qPrintable(path() + QLatin1Char('/') + name), nobody, nobody), 0);
        QCOMPARE(chown(qPrintable(path()), nobody, nobody), 0);
        QFile::setPermissions(m_scratch->path(),
            QFile::permissions(m_scratch->path()) | QFileDevice::ExeGroup | QFileDevice::ExeOther);
        QFile::setPermissions(m_scratch->path() + QStringLiteral("/deep"),
            QFileDevice::ExeOther | QFileDevice::ExeGroup | QFileDevice::ExeOwner | QFileDevice::ReadOwner
                | QFileDevice::WriteOwner);
    }
    QFile::setPermissions(path() + QStringLiteral("/carillon.db"), QFileDevice::ReadOwner);
    QCOMPARE(chmod(qPrintable(path()), 0500), 0);
    if (isRoot)
        setfsuid(nobody);
    const auto profile = open();
    if (isRoot)
        setfsuid(0);
    chmod(qPrintable(path()), 0700);
    QVERIFY(profile);
    QVERIFY(!profile->isWritable());
    QCOMPARE(profile->notices().size(), 1);
    QCOMPARE(profile->notices().constFirst().code, QStringLiteral("profile-read-only"));
    QVERIFY(profile->notices().constFirst().sentence.contains(path()));
    QCOMPARE(profile->accounts().size(), 1);
    QCOMPARE(profile->history().entries().size(), 1);
    QCOMPARE(profile->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
    QCOMPARE(profile->addAccount({}).id, QStringLiteral("a2"));
}

void tst_Profile::aFullDisk()
{
    const auto profile = open();
    profile->addAccount({});
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit none{0, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    std::optional<StoreNotice> problem;
    const StoredAccount account = profile->addAccount({}, &problem);
    QString said;
    connect(&profile->history(), &History::failed, this, [&](const QString &sentence) { said = sentence; });
    connect(&profile->settings(), &SettingsStore::failed, this,
        [&](const QString &sentence) { said += sentence; });
    HistoryEntry entry;
    entry.remoteUri = QStringLiteral("sip:a@b");
    entry.startedAt = QDateTime::currentDateTimeUtc();
    profile->history().add(entry);
    const QString refused = profile->settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    setrlimit(RLIMIT_FSIZE, &before);

    QCOMPARE(account.id, QStringLiteral("a2"));
    QVERIFY(problem && problem->sentence.contains(QStringLiteral("disk")));
    QVERIFY(said.contains(QStringLiteral("the call")) && said.contains(QStringLiteral("dnd")));
    QCOMPARE(refused, QString());
    QCOMPARE(profile->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
    QCOMPARE(profile->history().entries().size(), 1);
    entry.remoteUri = QStringLiteral("sip:c@d");
    profile->history().add(entry);
    QCOMPARE(profile->history().entries().size(), 2);
    QVERIFY2(profile->history().entries().constLast().id > 0,
        "with room again, the waiting entry is stored as well");
}

void tst_Profile::anEmptyFolderOfOursIsMadePrivate()
{
    QDir().mkpath(path());
    QCOMPARE(chmod(qPrintable(path()), 0775), 0);
    QVERIFY(open());
    QVERIFY(!(QFile::permissions(path()) & (QFileDevice::WriteGroup | QFileDevice::ReadOther)));
}

void tst_Profile::hasOneNameThroughLinks()
{
    const QString link = m_scratch->path() + QStringLiteral("/link");
    QVERIFY(QFile::link(m_scratch->path() + QStringLiteral("/deep"), link));
    const QString other = link + QStringLiteral("/../link/profile/");
    QCOMPARE(
        canonicalDirectory(other), QDir(m_scratch->path()).canonicalPath() + QStringLiteral("/link/profile"));
    QDir().mkpath(path());
    QCOMPARE(canonicalDirectory(other), canonicalDirectory(path()));
    const auto profile = open();
    QCOMPARE(profile->directory(), canonicalDirectory(path()));
    const auto second = Profile::open(other);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Profile::Error::Kind::InUse);
}

/// The folder itself is locked where no file can be made in it.
void tst_Profile::cannotBeOpenedTwiceWhereItCannotBeWritten()
{
    QDir().mkpath(path());
    QVERIFY(QDir(path()).mkdir(QStringLiteral("lock"))); // also root cannot make a file of that name
    const auto first = open();
    QVERIFY(first);
    const auto second = Profile::open(path());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Profile::Error::Kind::InUse);
}

/// While the disk was full an account got a number in memory only: the next one gets another, and removing
/// one does not touch the other.
void tst_Profile::numbersOutliveAFullDisk()
{
    {
        const auto profile = open();
        profile->addAccount({{QStringLiteral("aor"), QStringLiteral("one")}});
        const FullDisk full;
        std::optional<StoreNotice> problem;
        QCOMPARE(profile->addAccount({{QStringLiteral("aor"), QStringLiteral("two")}}, &problem).id,
            QStringLiteral("a2"));
        QVERIFY(problem);
        QVERIFY(
            profile->changeAccount(QStringLiteral("a1"), {{QStringLiteral("aor"), QStringLiteral("uno")}}));
        QVERIFY(!profile->storeUnsaved());
    }
    {
        const auto profile = open(); // "two" was never stored, and nor was the change
        QCOMPARE(profile->accounts().size(), 1);
        std::optional<StoreNotice> problem;
        QString two;
        {
            const FullDisk full;
            two = profile->addAccount({{QStringLiteral("aor"), QStringLiteral("two")}}).id;
        }
        const QString three
            = profile->addAccount({{QStringLiteral("aor"), QStringLiteral("three")}}, &problem).id;
        QVERIFY(!problem);
        QVERIFY(two != three);
        QVERIFY(profile->storeUnsaved());
        QVERIFY(!profile->removeAccount(two));
        QVERIFY(!profile->changeAccount(three, {{QStringLiteral("aor"), QStringLiteral("drei")}}));
    }
    const auto profile = open();
    QCOMPARE(profile->accounts().size(), 2);
    QCOMPARE(profile->accounts()[1].settings.value(QLatin1String("aor")).toString(), QStringLiteral("drei"));
}

void tst_Profile::aTableThatIsNotThere()
{
    QVERIFY(open());
    {
        OtherProgram other(path());
        other.run("DROP TABLE history");
    }
    const auto profile = open();
    QVERIFY(profile);
    QCOMPARE(profile->notices().constFirst().code, QStringLiteral("database-set-aside"));
    HistoryEntry entry;
    entry.startedAt = QDateTime::currentDateTimeUtc();
    profile->history().add(entry);
    QVERIFY(profile->history().entries().constFirst().id > 0);
}

void tst_Profile::waitsForAnotherProgram()
{
    const auto profile = open();
    profile->addAccount({});
    std::optional<StoreNotice> problem;
    {
        OtherProgram other(path());
        other.run("BEGIN IMMEDIATE");
        QElapsedTimer timer;
        timer.start();
        profile->addAccount({}, &problem);
        QVERIFY2(timer.elapsed() < 1000, "the window stands still meanwhile");
        QVERIFY(problem && problem->sentence.contains(QStringLiteral("Another program")));
        QCOMPARE(profile->settings().set(QStringLiteral("dnd"), QStringLiteral("on")), QString());
        QVERIFY(!profile->storeUnsaved());
        other.run("ROLLBACK");
        QVERIFY(profile->storeUnsaved());
    }
    OtherProgram reader(path());
    QCOMPARE(reader.run("SELECT count(*) FROM account").toInt(), 2);
    QCOMPARE(reader.run("SELECT value FROM setting WHERE key = 'dnd'").toString(), QStringLiteral("on"));
}

void tst_Profile::aFileInItsPlace()
{
    QDir().mkpath(m_scratch->path() + QStringLiteral("/deep"));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto profile = Profile::open(path());
    QVERIFY(!profile);
    QCOMPARE(profile.error().kind, Profile::Error::Kind::Unusable);
}

void tst_Profile::survivesBeingKilled()
{
    QStringList said;
    for (int round = 0; round < 12; ++round) {
        QProcess writer;
        writer.start(QStringLiteral(PROFILE_WRITER), {path()});
        QVERIFY(writer.waitForStarted());
        // Killed after a different number of words each time, mostly in the middle of a write.
        for (int lines = 0; lines < 3 + round * 2;) {
            QVERIFY(writer.canReadLine() || writer.waitForReadyRead());
            while (writer.canReadLine()) {
                said.append(QString::fromLatin1(writer.readLine()).trimmed());
                ++lines;
            }
        }
        writer.kill();
        QVERIFY(writer.waitForFinished());
        for (const QByteArray &line : writer.readAll().split('\n'))
            if (!line.isEmpty())
                said.append(QString::fromLatin1(line));
        const auto profile = open();
        QVERIFY(profile);
        QVERIFY(profile->notices().isEmpty());
        QSet<QString> accounts;
        for (const StoredAccount &account : profile->accounts())
            accounts.insert(QStringLiteral("account ") + account.id);
        for (const QString &line : said)
            QVERIFY2(
                !line.startsWith(QLatin1String("account ")) || accounts.contains(line), qPrintable(line));
        const auto calls = std::count_if(said.begin(), said.end(),
            [](const QString &line) { return line.startsWith(QLatin1String("call ")); });
        QVERIFY(profile->history().entries({}, History::MaxEntries).size() >= calls);
    }
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_Profile.moc"
