#include "DnsAnswer.h"
#include "DnsResponder.h"
#include "FakeClock.h"
#include "SystemResolver.h"

#include <QFile>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using namespace DnsBytes;
using Kind = NetworkError::Kind;
using Question = DnsResponder::Question;
using Answers = QList<QByteArray>;
Q_DECLARE_METATYPE(DnsResponder::Answers)

namespace {

/// A resolver that asks @p responder, and what it said last.
struct Asking {
    explicit Asking(const DnsResponder &responder)
        : resolver(clock, Endpoint{QHostAddress(QHostAddress::LocalHost), responder.port()})
    {
    }
    std::unique_ptr<Lookup> pointers(const QString &name)
    {
        return resolver.namingPointers(name, [this](const auto &answer) { tell(answer); });
    }
    std::unique_ptr<Lookup> services(const QString &name)
    {
        return resolver.services(name, [this](const auto &answer) { tell(answer); });
    }
    std::unique_ptr<Lookup> addresses(const QString &name)
    {
        return resolver.addresses(name, [this](const auto &answer) { tell(answer); });
    }

    FakeClock clock;
    SystemResolver resolver;
    int answers = 0;
    QStringList said; ///< sorted; or the error alone
    std::optional<Kind> error;

private:
    static QString text(const NamingPointer &p)
    {
        return QStringLiteral("%1 %2 %3 %4 %5 %6")
            .arg(p.order)
            .arg(p.preference)
            .arg(p.flags, p.services, p.regexp, p.replacement);
    }
    static QString text(const ServiceRecord &s)
    {
        return QStringLiteral("%1 %2 %3 %4").arg(s.priority).arg(s.weight).arg(s.port).arg(s.target);
    }
    static QString text(const QHostAddress &address) { return address.toString(); }
    template <typename T>
    void tell(const Result<QList<T>, NetworkError> &answer)
    {
        ++answers;
        error = answer ? std::nullopt : std::optional(answer.error().kind);
        said.clear();
        for (const T &one : answer.value_or(QList<T>()))
            said.append(text(one));
        said.sort();
    }
};

const QString domain = QStringLiteral("example.com");

} // namespace

class tst_SystemResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void localhostHasAnAddress()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        QList<QHostAddress> found;
        const auto lookup = resolver.addresses(QStringLiteral("localhost"),
            [&](const auto &answer) { found = answer.value_or(QList<QHostAddress>()); });
        QVERIFY(found.isEmpty());
        QTRY_VERIFY(!found.isEmpty());
        QVERIFY(found.first().isLoopback());
    }
    void anUnknownHostIsSaidByName()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        std::optional<NetworkError> error;
        const QString name = QString(300, u'x'); // longer than any name: no server has to be asked
        const auto lookup = resolver.addresses(name, [&](const auto &answer) {
            if (!answer)
                error = answer.error();
        });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, Kind::HostNotFound);
        QCOMPARE(error->detail, name);
    }
    void recordsAreRead_data()
    {
        QTest::addColumn<bool>("isPointer"); ///< else SRV is asked
        QTest::addColumn<Answers>("records");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("NAPTR")
            << true
            << Answers{record(PointerType, pointer(50, 10, "SIPS+D2T", "_sips._tcp.example.com")),
                   record(PointerType, pointer(90, 5, "SIP+D2U", "sip.example.com", "a", "!x!y!"))}
            << QStringList{QStringLiteral("50 10 s SIPS+D2T  _sips._tcp.example.com"),
                   QStringLiteral("90 5 a SIP+D2U !x!y! sip.example.com")};
        QTest::newRow("SRV") << false
                             << Answers{record(ServiceType, service(10, 60, 5060, "a.example.com")),
                                    record(ServiceType, service(20, 0, 5070, "b.example.com"))}
                             << QStringList{QStringLiteral("10 60 5060 a.example.com"),
                                    QStringLiteral("20 0 5070 b.example.com")};
        QTest::newRow("behind a CNAME")
            << true
            << Answers{record(CnameType, name("other.example.net")),
                   record(PointerType, pointer(1, 1, "SIP+D2T", "x.example.net"), 300, "other.example.net")}
            << QStringList{QStringLiteral("1 1 s SIP+D2T  x.example.net")};
        QTest::newRow("a CNAME that leads to itself")
            << true << Answers{record(CnameType, name("example.com"))} << QStringList();
        QTest::newRow("records of another kind are left out")
            << true << Answers{record(TextType, text("SIP+D2U"))} << QStringList();
        QTest::newRow("the root as target") << false << Answers{record(ServiceType, service(0, 0, 0, ""))}
                                            << QStringList{QStringLiteral("0 0 0 ")};
        QTest::newRow("texts of full length")
            << true
            << Answers{record(PointerType, pointer(1, 1, QByteArray(255, 's'), "x", QByteArray(200, 'f')))}
            << QStringList{QStringLiteral("1 1 %1 %2  x").arg(QString(200, u'f'), QString(255, u's'))};
    }
    void recordsAreRead()
    {
        QFETCH(bool, isPointer);
        QFETCH(Answers, records);
        DnsResponder responder([&](const Question &question) {
            return question.type() == (isPointer ? PointerType : ServiceType)
                ? Answers{question.reply(records)}
                : Answers();
        });
        Asking at(responder);
        const auto lookup = isPointer ? at.pointers(domain) : at.services(domain);
        QCOMPARE(at.answers, 0);
        QTRY_COMPARE(at.answers, 1);
        QVERIFY(!at.error);
        QTEST(at.said, "said");
    }
    void whatIsWrongIsNotBelieved_data()
    {
        QTest::addColumn<DnsResponder::Answers>("overUdp");
        QTest::addColumn<bool>("isError"); ///< told at once; else as if nothing had come
        const QByteArray good = record(PointerType, pointer(1, 1, "SIP+D2U", "evil.example"));
        const auto row = [](const char *tag, bool isError, DnsResponder::Answers overUdp) {
            QTest::newRow(tag) << overUdp << isError;
        };
        row("another id", false,
            [good](const Question &q) { return Answers{"\x12\x34" + q.reply({good}).mid(2)}; });
        row("another question", false,
            [good](const Question &q) { return Answers{q.reply({good}).replace("example", "eximple")}; });
        row("nothing", false, [](const Question &) { return Answers{QByteArray()}; });
        row("one byte", false, [](const Question &q) { return Answers{q.id().first(1)}; });
        row("cut in the record", true,
            [good](const Question &q) { return Answers{q.reply({good}).chopped(9)}; });
        row("more records than there are", true,
            [good](const Question &q) { return Answers{q.reply(65535) + good}; });
        row("a name that points to itself", true, [](const Question &q) {
            const auto at = quint16(q.section().size() + 12);
            return Answers{q.reply(1) + number(quint16(0xc000 | at)) + number(PointerType) + number(1)
                + longNumber(1) + number(0)};
        });
        row("a replacement that points to itself", true, [](const Question &q) {
            const QByteArray data = number(1) + number(1) + text("s") + text("SIP+D2U") + text("");
            const auto at = quint16(12 + q.section().size() + 12 + data.size());
            return Answers{q.reply({record(PointerType, data + number(quint16(0xc000 | at)))})};
        });
        row("a text longer than its record", true, [](const Question &q) {
            return Answers{q.reply({record(PointerType, number(1) + number(1) + "\xffs")})};
        });
        row("noise behind the question", true,
            [](const Question &q) { return Answers{q.reply(3) + QByteArray(400, '\xa5')}; });
        row("the server failed", true, [](const Question &q) { return Answers{q.reply(0, 0x8182)}; });
        row("the server refuses", true, [](const Question &q) { return Answers{q.reply(0, 0x8185)}; });
    }
    void whatIsWrongIsNotBelieved()
    {
        QFETCH(DnsResponder::Answers, overUdp);
        QFETCH(bool, isError);
        DnsResponder responder(overUdp);
        Asking at(responder);
        const auto lookup = at.pointers(domain);
        QTRY_VERIFY(responder.asked > 0);
        if (!isError) {
            for (int i = 0; i < 20; ++i) // a turn for the datagram, and for what would be told of it
                QCoreApplication::processEvents();
            QCOMPARE(at.answers, 0);
            at.clock.advance(SystemResolver::PointersPatience);
        }
        QTRY_COMPARE(at.answers, 1);
        QVERIFY(at.error);
        QVERIFY(isError || *at.error == Kind::TimedOut);
        QVERIFY(at.said.isEmpty());
    }
    void aStrangersAnswerIsNotTaken()
    {
        DnsResponder responder([](const Question &q) {
            return Answers{q.reply({record(PointerType, pointer(1, 1, "SIP+D2U", "evil.example"))})};
        });
        responder.isForged = true;
        Asking at(responder);
        const auto lookup = at.pointers(domain);
        QTRY_VERIFY(responder.asked > 0);
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(at.answers, 0);
    }
    void aLongAnswerComesOverTcp()
    {
        constexpr int many = 200;
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0, 0x8380)}; }, // TC
            [](const Question &q) {
                Answers records;
                for (int i = 0; i < many; ++i)
                    records.append(record(PointerType,
                        pointer(quint16(i), 1, "SIP+D2U", "a-rather-long-name-of-a-service.example.com")));
                return Answers{q.reply(records)};
            });
        Asking at(responder);
        const auto lookup = at.pointers(domain);
        QTRY_COMPARE(at.answers, 1);
        QCOMPARE(responder.connections, 1);
        QCOMPARE(at.said.size(), DnsAnswer<NamingPointer>::Limits::Records); // bounded
    }
    void nothingIsAnEmptyList_data()
    {
        QTest::addColumn<int>("flags");
        QTest::newRow("no such name") << 0x8183;
        QTest::newRow("no such record") << 0x8180;
    }
    void nothingIsAnEmptyList()
    {
        QFETCH(int, flags);
        DnsResponder responder([&](const Question &q) { return Answers{q.reply(0, quint16(flags))}; });
        Asking at(responder);
        const auto lookup = at.services(domain);
        QTRY_COMPARE(at.answers, 1);
        QVERIFY(!at.error);
        QVERIFY(at.said.isEmpty());
        const auto again = at.services(domain); // remembered, though told later
        QCOMPARE(at.answers, 1);
        at.clock.advance(0ms);
        QCOMPARE(at.answers, 2);
        QCOMPARE(responder.asked, 1);
    }
    void anAnswerIsKeptForItsTime_data()
    {
        QTest::addColumn<uint>("ttl");
        QTest::addColumn<uint>("other"); ///< of the CNAME before it
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("before its end") << 100u << 200u << 99 << true;
        QTest::newRow("after its end") << 100u << 200u << 100 << false;
        QTest::newRow("the least of all counts") << 200u << 100u << 100 << false;
        QTest::newRow("zero") << 0u << 100u << 0 << false;
        QTest::newRow("a negative one is zero") << 0x8000'0001u << 100u << 0 << false; // RFC 2181 §8
        QTest::newRow("years end after an hour") << 0x7fff'ffffu << 0x7fff'ffffu << 3600 << false;
    }
    void anAnswerIsKeptForItsTime()
    {
        QFETCH(uint, ttl);
        QFETCH(uint, other);
        QFETCH(int, seconds);
        QFETCH(bool, isKept);
        DnsResponder responder([&](const Question &q) {
            return Answers{q.reply({record(CnameType, name("b.example"), other),
                record(ServiceType, service(1, 1, 5060, "a.example"), ttl, "b.example")})};
        });
        Asking at(responder);
        const auto first = at.services(domain);
        QTRY_COMPARE(at.answers, 1);
        QCOMPARE(at.said.size(), 1);
        at.clock.advance(std::chrono::seconds(seconds));
        const auto second = at.services(domain);
        at.clock.advance(0ms);
        QTRY_COMPARE(at.answers, 2);
        QCOMPARE(at.said.size(), 1);
        QCOMPARE(responder.asked, isKept ? 1 : 2);
    }
    void anotherNetworkIsAskedAnew()
    {
        DnsResponder responder([](const Question &q) {
            return Answers{q.reply({record(ServiceType, service(1, 1, 5060, "a.example"))})};
        });
        Asking at(responder);
        const auto first = at.services(domain);
        QTRY_COMPARE(at.answers, 1);
        at.resolver.forget();
        const auto second = at.services(domain);
        QTRY_COMPARE(at.answers, 2);
        QCOMPARE(responder.asked, 2);
    }
    void whoDoesNotAnswerIsNotWaitedForAgain() // routers that swallow NAPTR
    {
        DnsResponder responder([](const Question &) { return Answers(); });
        Asking at(responder);
        const auto first = at.pointers(domain);
        QTRY_VERIFY(responder.asked > 0);
        at.clock.advance(SystemResolver::PointersPatience - 1ms);
        QCOMPARE(at.answers, 0);
        at.clock.advance(1ms);
        QCOMPARE(at.error, std::optional(Kind::TimedOut));
        const auto second = at.pointers(domain);
        at.clock.advance(0ms);
        QCOMPARE(at.answers, 2);
        QVERIFY(!at.error && at.said.isEmpty());
    }
    void patienceEnds()
    {
        DnsResponder responder([](const Question &) { return Answers(); });
        Asking at(responder);
        const auto lookup = at.services(domain);
        at.clock.advance(SystemResolver::Patience);
        QCOMPARE(at.error, std::optional(Kind::TimedOut));
        QCoreApplication::processEvents();
        QCOMPARE(at.answers, 1);
    }
    void nobodyListensAtTheServer()
    {
        quint16 port = 0;
        {
            DnsResponder gone([](const Question &) { return Answers(); });
            port = gone.port();
        }
        FakeClock clock;
        SystemResolver resolver(clock, Endpoint{QHostAddress(QHostAddress::LocalHost), port});
        std::optional<Kind> error;
        const auto lookup = resolver.services(domain, [&](const auto &answer) {
            if (!answer)
                error = answer.error().kind;
        });
        QTRY_COMPARE(error, std::optional(Kind::Unreachable)); // at once, no patience needed
    }
    void aNameThatIsNoneIsNotAsked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("too long") << QString(300, u'x');
        QTest::newRow("a long label") << QString(64, u'x') + QStringLiteral(".example");
        QTest::newRow("an empty label") << QStringLiteral("a..example");
        QTest::newRow("empty") << QString();
    }
    void aNameThatIsNoneIsNotAsked()
    {
        QFETCH(QString, name);
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0)}; });
        Asking at(responder);
        const auto lookup = at.pointers(name);
        QTRY_COMPARE(at.answers, 1);
        QVERIFY(at.said.isEmpty());
        QVERIFY(name.isEmpty() || responder.asked == 0);
    }
    void theServerIsAskedForAddresses()
    {
        DnsResponder responder([](const Question &q) {
            return q.type() == AddressType ? Answers{q.reply({record(AddressType, "\xc6\x33\x64\x07")})}
                                           : Answers{q.reply(0)};
        });
        Asking at(responder);
        const auto lookup = at.addresses(QStringLiteral("sip.example.com"));
        QTRY_COMPARE(at.answers, 1);
        QCOMPARE(at.said, QStringList{QStringLiteral("198.51.100.7")});
    }
    void aHostWithoutAddressIsNotFound()
    {
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0, 0x8183)}; });
        Asking at(responder);
        const auto lookup = at.addresses(QStringLiteral("nowhere.example.com"));
        QTRY_COMPARE(at.answers, 1);
        QCOMPARE(at.error, std::optional(Kind::HostNotFound));
    }
    void theHostsFileGoesBeforeTheServer()
    {
        QFile hosts(QStringLiteral("/etc/hosts"));
        QVERIFY(hosts.open(QIODevice::ReadOnly));
        QByteArrayList words;
        for (const QByteArray &line : hosts.readAll().split('\n')) {
            words = line.simplified().split(' ');
            if (words.size() > 1 && words[0].contains('.') && !words[0].startsWith('#')
                && !words[1].startsWith("localhost"))
                break;
            words.clear();
        }
        if (words.isEmpty()) // names nobody else
            words = {"127.0.0.1", "localhost"};
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0, 0x8183)}; });
        Asking at(responder);
        const auto lookup = at.addresses(QString::fromLatin1(words[1]));
        QTRY_COMPARE(at.answers, 1);
        QVERIFY2(at.said.contains(QString::fromLatin1(words[0])), words[1].constData());
        QCOMPARE(responder.asked, 0);
    }
    void aForgottenQuestionIsNotAnswered()
    {
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0)}; });
        Asking at(responder);
        at.services(domain).reset();
        at.pointers(domain).reset();
        at.addresses(domain).reset();
        const auto other = at.services(QStringLiteral("other.example"));
        QTRY_COMPARE(at.answers, 1);
        QCoreApplication::processEvents();
        QCOMPARE(at.answers, 1);
    }
    void theHandleMayDieWhileAnswering()
    {
        DnsResponder responder([](const Question &q) { return Answers{q.reply(0)}; });
        Asking at(responder);
        std::unique_ptr<Lookup> lookup;
        bool isAnswered = false;
        lookup = at.resolver.namingPointers(domain, [&](const auto &) {
            lookup.reset();
            isAnswered = true;
        });
        QTRY_VERIFY(isAnswered);
    }
};

QTEST_GUILESS_MAIN(tst_SystemResolver)
#include "tst_SystemResolver.moc"
