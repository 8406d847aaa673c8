// Profile: one instance, privacy of its files, damaged and read-only databases, and being killed at any time.
#include "History.h"
#include "Profile.h"
#include "SettingsStore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace carillon;

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
    void damaged_data();
    void damaged();
    void refusesANewerVersion();
    void readOnly();
    void aFullDisk();
    void aFileInItsPlace();
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

void tst_Profile::readOnly()
{
    {
        const auto profile = open();
        profile->addAccount({{QStringLiteral("aor"), QStringLiteral("sip:a@b")}});
        QCOMPARE(profile->settings().set(QStringLiteral("dnd"), QStringLiteral("on")), QString());
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
