#pragma once

#include "Exchange.h"
#include "TestPhone.h"
#include "Transactions.h"

#include <QCoreApplication>
#include <QTest>

namespace carillon {

/// A whole user agent that the messages of a torture test are meant for, whatever they are: they come to it
/// as bytes, and what it sends is kept.
class Addressee
{
public:
    enum class Kind {
        Phone,     ///< of the user whom the request names; it hears calls and MESSAGE
        Registrar, ///< takes every REGISTER without asking who sent it
        Exchange   ///< asks first
    };
    static constexpr int Ringing = 180;

    Addressee(Kind kind, const QByteArray &user)
        : m_registrar(clock)
        , m_hopResolver(m_resolver, m_random)
    {
        if (kind == Kind::Exchange)
            makeExchange();
        else
            makePhone(kind, user);
        run(Milliseconds(1));
    }
    ~Addressee() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    /// The user part that @p bytes are sent to, as far as one can be read.
    static QByteArray userIn(const QByteArray &bytes)
    {
        const auto message = SipMessage::parse(bytes);
        if (!message || !message->isRequest())
            return "user";
        const auto uri = message->requestUri();
        return uri && !uri->user.isEmpty() ? uri->user : QByteArray("user");
    }
    void run(std::chrono::nanoseconds by)
    {
        clock.advance(by);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    /// @p bytes arrive. @returns what is sent because of them.
    QList<SipMessage> receive(const QByteArray &bytes)
    {
        const qsizetype before = wire->sent().size();
        wire->deliver(bytes, FakeTransport::defaultPeer(TransportProtocol::Udp));
        run(Milliseconds(1));
        QList<SipMessage> result;
        for (qsizetype i = before; i < wire->sent().size(); ++i)
            result.append(wire->sent().at(i).message);
        return result;
    }
    /// Whether it still works: an OPTIONS is answered 200.
    bool isWell()
    {
        const QList<SipMessage> answers = receive("OPTIONS sip:anybody@192.0.2.1 SIP/2.0\r\n"
                                                  "Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKstillwell\r\n"
                                                  "From: <sip:bob@192.0.2.2>;tag=well\r\n"
                                                  "To: <sip:anybody@192.0.2.1>\r\n"
                                                  "Call-ID: well@192.0.2.2\r\n"
                                                  "CSeq: 1 OPTIONS\r\n"
                                                  "Max-Forwards: 70\r\n\r\n");
        return answers.size() == 1 && answers.first().statusCode() == 200;
    }

    FakeClock clock;
    FakeTransport *wire = nullptr;
    std::unique_ptr<TestPhone> phone; ///< not of an Exchange

private:
    void makePhone(Kind kind, const QByteArray &user)
    {
        TestPhone::Options options;
        options.adjust = [user](UserAgentOptions &agent) { agent.addressOfRecord.uri.user = user; };
        phone = std::make_unique<TestPhone>(clock, 1, std::move(options));
        wire = phone->transport;
        UserAgent &agent = *phone->agent;
        QObject::connect(&agent, &UserAgent::messageReceived, &agent, [] {}); // heard: answered 200
        if (kind != Kind::Registrar)
            return;
        agent.core().setReceiver(
            Method::Register, [this, &agent](const std::shared_ptr<ServerTransaction> &transaction) {
                transaction->respond(m_registrar.answer(transaction->request(), agent.core().newTag()));
            });
    }
    void makeExchange()
    {
        auto end = std::make_unique<FakeTransport>(clock);
        wire = end.get();
        m_exchange = std::make_unique<Exchange>(
            Exchange::Environment{clock, m_random, m_hopResolver, std::move(end), {}});
        m_exchange->start();
    }

    Registrar m_registrar;
    FakeRandom m_random{4475};
    FakeResolver m_resolver{clock};
    HopResolver m_hopResolver;
    std::unique_ptr<Exchange> m_exchange;
};

/// One message, who gets it, and what he sends.
struct Handling {
    const char *section;
    const char *file;
    Addressee::Kind kind;
    int status;         ///< 0: nothing is sent
    const char *why;    ///< also where the section leaves a choice, or asks for something else
    const char *header; ///< what must stand in the answer: `Name: part of its values`; empty: nothing more
};

/// Throws the message of @p row, @p bytes, at its addressee and compares.
inline void verifyHandling(const Handling &row, const QByteArray &bytes)
{
    QVERIFY(!bytes.isEmpty());
    Addressee addressee(row.kind, Addressee::userIn(bytes));
    const QList<SipMessage> answers = addressee.receive(bytes);
    QList<int> codes;
    for (const SipMessage &answer : answers)
        codes.append(answer.isResponse() ? answer.statusCode() : 0);
    QCOMPARE(codes, row.status == 0 ? QList<int>() : QList<int>{row.status});
    const auto message = SipMessage::parse(bytes);
    if (row.status != 0 && message) {
        const SipMessage &answer = answers.first();
        QCOMPARE(answer.count(HeaderId::Via), message->count(HeaderId::Via));
        QCOMPARE(answer.value(HeaderId::CallId), message->value(HeaderId::CallId));
        QCOMPARE(answer.value(HeaderId::CSeq), message->value(HeaderId::CSeq));
    }
    const QByteArray wanted(row.header);
    if (const qsizetype colon = wanted.indexOf(':'); colon > 0) {
        const QByteArrayList values = answers.first().values(headerFromName(wanted.first(colon)));
        QVERIFY2(values.join(", ").contains(wanted.mid(colon + 2)), values.join(", ").constData());
    }
    const bool isRinging = addressee.phone && addressee.phone->invitation();
    QCOMPARE(isRinging, row.status == Addressee::Ringing);
    QVERIFY(addressee.isWell());
    addressee.wire->clear();
    addressee.run(std::chrono::seconds(40)); // the timers of whatever it began
    QVERIFY(addressee.isWell());
}

} // namespace carillon
