#include "Secrets.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

namespace {

/// A keychain in memory, which can be told to refuse.
class FakeKeychain final : public Keychain
{
public:
    void read(const QString &key, ReadCallback done) override
    {
        if (refuses)
            return done(Failure<Error>({*refuses, {}}));
        if (!secrets.contains(key))
            return done(Failure<Error>({Error::Kind::NotFound, {}}));
        done(secrets.value(key));
    }
    void write(const QString &key, const QString &secret, DoneCallback done) override
    {
        if (refuses)
            return done(Failure<Error>({*refuses, {}}));
        secrets.insert(key, secret);
        done({});
    }
    void remove(const QString &key, DoneCallback done) override
    {
        secrets.remove(key);
        done({});
    }
    std::optional<Error::Kind> refuses;
    QHash<QString, QString> secrets;
};

} // namespace

class tst_Secrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsBesideMemory();
    void withoutAKeychainItRemembersAndSays_data();
    void withoutAKeychainItRemembersAndSays();
    void forgets();
    void profilesDoNotMix();

private:
    static Result<QString, Keychain::Error> fetched(Secrets &secrets, const QString &account)
    {
        std::optional<Result<QString, Keychain::Error>> answer;
        secrets.fetch(account, [&](const auto &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }
};

void tst_Secrets::keepsBesideMemory()
{
    FakeKeychain keychain;
    {
        Secrets secrets(keychain, QStringLiteral("p"));
        secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
        QCOMPARE(fetched(secrets, QStringLiteral("a1")).value(), QStringLiteral("geheim"));
    }
    Secrets later(keychain, QStringLiteral("p"));
    QCOMPARE(fetched(later, QStringLiteral("a1")).value(), QStringLiteral("geheim"));
    QCOMPARE(fetched(later, QStringLiteral("a2")).error().kind, Keychain::Error::Kind::NotFound);
}

void tst_Secrets::withoutAKeychainItRemembersAndSays_data()
{
    QTest::addColumn<Keychain::Error::Kind>("kind");
    QTest::newRow("none") << Keychain::Error::Kind::Unavailable;
    QTest::newRow("denied") << Keychain::Error::Kind::Denied;
    QTest::newRow("failed") << Keychain::Error::Kind::Failed;
}

void tst_Secrets::withoutAKeychainItRemembersAndSays()
{
    QFETCH(Keychain::Error::Kind, kind);
    FakeKeychain keychain;
    keychain.refuses = kind;
    Secrets secrets(keychain, QStringLiteral("p"));
    QSignalSpy notKept(&secrets, &Secrets::notKept);
    secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    QCOMPARE(notKept.size(), 1);
    QVERIFY(notKept[0][1].toString().contains(QStringLiteral("until Carillon ends")));
    QVERIFY(!notKept[0][1].toString().contains(QStringLiteral("geheim")));
    QCOMPARE(fetched(secrets, QStringLiteral("a1")).value(), QStringLiteral("geheim"));
}

void tst_Secrets::forgets()
{
    FakeKeychain keychain;
    Secrets secrets(keychain, QStringLiteral("p"));
    secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    secrets.forget(QStringLiteral("a1"));
    QVERIFY(!fetched(secrets, QStringLiteral("a1")));
    QVERIFY(keychain.secrets.isEmpty());
}

void tst_Secrets::profilesDoNotMix()
{
    FakeKeychain keychain;
    Secrets one(keychain, QStringLiteral("p1"));
    Secrets other(keychain, QStringLiteral("p2"));
    one.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    QVERIFY(!fetched(other, QStringLiteral("a1")));
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_Secrets.moc"
