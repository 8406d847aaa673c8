#include "FakeClock.h"
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
        if (isSilent) {
            waiting = [this, key, done] { read(key, done); };
            return;
        }
        if (refuses)
            return done(Failure<Error>({*refuses, {}}));
        if (!secrets.contains(key))
            return done(Failure<Error>({Error::Kind::NotFound, {}}));
        done(secrets.value(key));
    }
    void write(const QString &key, const QString &secret, DoneCallback done) override
    {
        if (isSilent) {
            waiting = [this, key, secret, done] { write(key, secret, done); };
            return;
        }
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
    void wake()
    {
        isSilent = false;
        std::exchange(waiting, {})();
    }
    std::optional<Error::Kind> refuses;
    bool isSilent = false;
    std::function<void()> waiting;
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
    void saysThatTheKeychainIsSilent();
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
    FakeClock clock;
    FakeKeychain keychain;
    {
        Secrets secrets(keychain, clock, QStringLiteral("p"));
        secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
        QCOMPARE(fetched(secrets, QStringLiteral("a1")).value(), QStringLiteral("geheim"));
    }
    Secrets later(keychain, clock, QStringLiteral("p"));
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
    FakeClock clock;
    FakeKeychain keychain;
    keychain.refuses = kind;
    Secrets secrets(keychain, clock, QStringLiteral("p"));
    QSignalSpy notKept(&secrets, &Secrets::notKept);
    secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    QCOMPARE(notKept.size(), 1);
    QVERIFY(notKept[0][1].toString().contains(QStringLiteral("until Carillon ends")));
    QVERIFY(!notKept[0][1].toString().contains(QStringLiteral("geheim")));
    QCOMPARE(fetched(secrets, QStringLiteral("a1")).value(), QStringLiteral("geheim"));
}

/// A keychain that waits for somebody to unlock it: said after a while, and heard whenever it answers.
void tst_Secrets::saysThatTheKeychainIsSilent()
{
    FakeClock clock;
    FakeKeychain keychain;
    keychain.isSilent = true;
    Secrets secrets(keychain, clock, QStringLiteral("p"));
    QSignalSpy notKept(&secrets, &Secrets::notKept);
    QSignalSpy kept(&secrets, &Secrets::kept);
    QSignalSpy settled(&secrets, &Secrets::settled);
    secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    QVERIFY(secrets.isWriting());
    clock.advance(std::chrono::seconds(9));
    QCOMPARE(notKept.size(), 0);
    clock.advance(std::chrono::seconds(2));
    QCOMPARE(notKept.size(), 1);
    QVERIFY(notKept[0][1].toString().contains(QStringLiteral("does not answer")));
    QVERIFY(!secrets.isWriting());
    QCOMPARE(settled.size(), 1);
    keychain.wake();
    QCOMPARE(kept.size(), 1);

    QList<Result<QString, Keychain::Error>> answers;
    Secrets later(keychain, clock, QStringLiteral("p"));
    keychain.isSilent = true;
    later.fetch(QStringLiteral("a1"), [&](const auto &answer) { answers.append(answer); });
    clock.advance(std::chrono::seconds(11));
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers[0].error().kind, Keychain::Error::Kind::Silent);
    keychain.wake();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[1].value(), QStringLiteral("geheim"));
}

void tst_Secrets::forgets()
{
    FakeClock clock;
    FakeKeychain keychain;
    Secrets secrets(keychain, clock, QStringLiteral("p"));
    secrets.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    secrets.forget(QStringLiteral("a1"));
    QVERIFY(!fetched(secrets, QStringLiteral("a1")));
    QVERIFY(keychain.secrets.isEmpty());
}

void tst_Secrets::profilesDoNotMix()
{
    FakeClock clock;
    FakeKeychain keychain;
    Secrets one(keychain, clock, QStringLiteral("p1"));
    Secrets other(keychain, clock, QStringLiteral("p2"));
    one.remember(QStringLiteral("a1"), QStringLiteral("geheim"));
    QVERIFY(!fetched(other, QStringLiteral("a1")));
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_Secrets.moc"
