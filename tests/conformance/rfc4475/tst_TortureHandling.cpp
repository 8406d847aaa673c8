// RFC 4475, all 49 messages: what a whole user agent sends when each comes over its wire as bytes.
//
// Covered: the status each section asks for, or silence; the headers that must explain it; the registrar's
// messages at a registrar as well; the responses as answers to a call of ours; that the user agent works
// afterwards. Rows say why where the section leaves a choice.
//
// Not covered: what only a proxy does with them (§3.3.5 Proxy-Require, §3.3.11 483, §3.1.1.10 forwarding).
#include "Addressee.h"

#include <QFile>
#include <QSet>

#include <array>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

QByteArray bytesOf(const char *name)
{
    QFile file(QStringLiteral(MESSAGES) + QLatin1String(name) + QStringLiteral(".dat"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr auto AtPhone = Addressee::Kind::Phone;
constexpr auto AtRegistrar = Addressee::Kind::Registrar;
constexpr auto AtExchange = Addressee::Kind::Exchange;
constexpr int Ringing = Addressee::Ringing;
constexpr int Silence = 0;

constexpr Handling Rows[] = {
    // The section asks only that it is understood. Its To has a tag: RFC 3261 §12.2.2 for a dialog nobody
    // knows.
    {"3.1.1.1", "wsinv", AtPhone, 481, "understood, and of a dialog that is none of ours", ""},
    {"3.1.1.2", "intmeth", AtPhone, 501, "nobody knows the method", "Allow: INVITE"},
    {"3.1.1.3", "esc01", AtPhone, Ringing, "the user is the unescaped one", "Contact: sip:"},
    {"3.1.1.4", "escnull", AtRegistrar, 200, "two bindings", "Contact: %00%00@host5.example.com"},
    {"3.1.1.4", "escnull", AtPhone, 405, "a phone is no registrar", "Allow: INVITE"},
    {"3.1.1.5", "esc02", AtPhone, 501, "RE%47IST%45R is not REGISTER", "Allow: INVITE"},
    {"3.1.1.5", "esc02", AtRegistrar, 501, "not at a registrar either", ""},
    {"3.1.1.6", "lwsdisp", AtPhone, 200, "", ""},
    {"3.1.1.7", "longreq", AtPhone, Ringing, "all 34 Via come back", ""},
    {"3.1.1.8", "dblreq", AtRegistrar, 200, "one answer, to the first message; the octets are ignored",
        "Contact: j.user@host.example.com"},
    {"3.1.1.8", "dblreq", AtPhone, 405, "one answer, to the first message", ""},
    {"3.1.1.9", "semiuri", AtPhone, 200, "", ""},
    {"3.1.1.10", "transports", AtPhone, 200, "all five Via come back", ""},
    {"3.1.1.11", "mpart01", AtPhone, 200, "the Identity is not judged: its algorithm is withdrawn (RFC 8224)",
        ""},
    {"3.1.1.12", "unreason", AtPhone, Silence, "of no request of ours; see answersToOurCall", ""},
    {"3.1.1.13", "noreason", AtPhone, Silence, "of no request of ours; see answersToOurCall", ""},
    {"3.1.2.1", "badinv01", AtPhone, 400, "", ""},
    {"3.1.2.2", "clerr", AtPhone, 400, "", ""},
    {"3.1.2.3", "ncl", AtPhone, 400, "", ""},
    {"3.1.2.4", "scalar02", AtRegistrar, 400, "for CSeq; Expires alone would have been ignored", ""},
    {"3.1.2.4", "scalar02", AtPhone, 400, "for CSeq, before anybody looks at the method", ""},
    {"3.1.2.5", "scalarlg", AtPhone, Silence, "dropped", ""},
    {"3.1.2.6", "quotbal", AtPhone, 400, "", ""},
    {"3.1.2.7", "ltgtruri", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.8", "lwsruri", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.9", "lwsstart", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.10", "trws", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.11", "escruri", AtPhone, 400, "the Route in the URI is not obeyed", ""},
    {"3.1.2.12", "baddate", AtPhone, Ringing, "the date does not matter to a call", ""},
    {"3.1.2.13", "regbadct", AtRegistrar, 400, "it cannot be known whose the ? is", ""},
    {"3.1.2.13", "regbadct", AtPhone, 400, "", ""},
    {"3.1.2.14", "badaspec", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.15", "baddn", AtPhone, 400, "the section allows to guess as well; we do not", ""},
    {"3.1.2.16", "badvers", AtPhone, 505, "", ""},
    {"3.1.2.17", "mismatch01", AtPhone, 400, "", ""},
    {"3.1.2.18", "mismatch02", AtPhone, 501, "the section allows 400 as well; 501 tells more", ""},
    {"3.1.2.19", "bigcode", AtPhone, Silence, "dropped", ""},
    {"3.2.1", "badbranch", AtPhone, 400, "statelessly, which the section prefers", ""},
    {"3.3.1", "insuf", AtPhone, 400, "", ""},
    {"3.3.2", "unkscm", AtPhone, 416, "", ""},
    {"3.3.3", "novelsc", AtPhone, 416, "", ""},
    {"3.3.4", "unksm2", AtRegistrar, 400, "an address-of-record that can have no bindings", ""},
    {"3.3.4", "unksm2", AtPhone, 400, "", ""},
    {"3.3.5", "bext01", AtPhone, 420, "Proxy-Require is not ours to judge",
        "Unsupported: nothingSupportsThis, nothingSupportsThisEither"},
    {"3.3.6", "invut", AtPhone, 415, "", "Accept: application/sdp"},
    {"3.3.7", "regaut01", AtExchange, 401, "as if there were no credentials", "WWW-Authenticate: Digest"},
    {"3.3.7", "regaut01", AtRegistrar, 200, "who asks for no credentials looks at none", ""},
    {"3.3.7", "regaut01", AtPhone, 405, "", ""},
    {"3.3.8", "multi01", AtPhone, 400, "", ""},
    {"3.3.9", "mcl01", AtPhone, 400, "in a datagram as in a stream", ""},
    {"3.3.10", "bcast", AtPhone, Silence, "dropped; nothing goes to 255.255.255.255", ""},
    {"3.3.11", "zeromf", AtPhone, 200, "the end of the line answers; a proxy 483", ""},
    {"3.3.12", "cparam01", AtRegistrar, 200, "the parameter is the binding's", "Contact: >;unknownparam"},
    {"3.3.12", "cparam01", AtExchange, 401, "", "WWW-Authenticate: Digest"},
    {"3.3.12", "cparam01", AtPhone, 405, "", ""},
    {"3.3.13", "cparam02", AtRegistrar, 200, "the parameter is the URI's", "Contact: ;unknownparam>"},
    {"3.3.13", "cparam02", AtPhone, 405, "", ""},
    {"3.3.14", "regescrt", AtRegistrar, 200, "the header stays in the URI",
        "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>"},
    {"3.3.14", "regescrt", AtPhone, 405, "", ""},
    {"3.3.15", "sdp01", AtPhone, 406, "", "Accept: application/sdp"},
    {"3.4.1", "inv2543", AtPhone, Ringing, "without branch, tag, Contact and Max-Forwards", "Contact: sip:"},
};

/// The response in @p bytes with what makes it one to @p request: all else is as it was.
QByteArray asAnswerTo(const SipMessage &request, const QByteArray &bytes)
{
    const qsizetype bodyAt = bytes.indexOf("\r\n\r\n");
    QByteArrayList lines;
    bool isTopVia = true;
    for (const QByteArray &line : bytes.first(bodyAt).split('\n')) {
        const QByteArray name = line.left(line.indexOf(':'));
        const bool isReplaced = (name == "Via" && isTopVia) || name == "From" || name == "To"
            || name == "Call-ID" || name == "CSeq";
        if (!isReplaced)
            lines.append(line.endsWith('\r') ? line.chopped(1) : line);
        isTopVia = isTopVia && name != "Via";
    }
    QByteArrayList ours;
    for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::CallId, HeaderId::CSeq})
        ours.append(headerName(id).toByteArray() + ": " + request.value(id).toByteArray());
    ours.append("To: " + request.value(HeaderId::To).toByteArray() + ";tag=torture");
    lines = lines.mid(0, 1) + ours + lines.mid(1);
    return lines.join("\r\n") + bytes.mid(bodyAt);
}

} // namespace

class tst_TortureHandling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void all49AreHandled()
    {
        QSet<QByteArray> files;
        for (const Handling &row : Rows)
            files.insert(row.file);
        QCOMPARE(files.size(), 49);
    }
    void handling_data()
    {
        QTest::addColumn<int>("index");
        constexpr std::array at{"phone", "registrar", "exchange"};
        for (std::size_t i = 0; i < std::size(Rows); ++i)
            QTest::addRow("§%s %s, %s: %d %s", Rows[i].section, Rows[i].file,
                at[static_cast<std::size_t>(Rows[i].kind)], Rows[i].status, Rows[i].why)
                << static_cast<int>(i);
    }
    void handling()
    {
        QFETCH(const int, index);
        verifyHandling(Rows[index], bytesOf(Rows[index].file));
    }

    void answersToOurCall_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("sent"); ///< within a second
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const char *file, const char *sent, Session::State state) {
            QTest::newRow(name) << QByteArray(file) << QByteArray(sent) << int(state);
        };
        row("§3.1.1.12: a strange reason phrase is a 200", "unreason", "ACK", Session::State::Established);
        row("§3.1.1.13: 100 without a phrase ends the repeats", "noreason", "", Session::State::Establishing);
        row("§3.1.2.19: a status of ten digits is no answer", "bigcode", "INVITE",
            Session::State::Establishing);
        row("§3.3.10: 200 with a second Via is no answer", "bcast", "INVITE", Session::State::Establishing);
    }
    void answersToOurCall()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, sent);
        QFETCH(const int, state);
        Addressee caller(AtPhone, "user");
        caller.phone->resolver.hosts[QStringLiteral("host198.example.com")]
            = {QHostAddress(QStringLiteral("192.0.2.198"))};
        const QPointer<Inviter> call(caller.phone->call("sip:bob@192.0.2.2"));
        caller.run(1ms);
        const SipMessage invite = caller.wire->expect("INVITE");
        caller.receive(asAnswerTo(invite, bytesOf(file.constData())));
        caller.run(900ms);
        if (sent.isEmpty())
            caller.wire->expectNothing();
        else
            caller.wire->expect(sent);
        QVERIFY(call);
        QCOMPARE(int(call->state()), state);
        QVERIFY(caller.isWell());
    }

    void theCallOfRfc2543IsTaken() // §3.4.1, to the end
    {
        Addressee callee(AtPhone, "UserB");
        const QByteArray bytes = bytesOf("inv2543");
        callee.receive(bytes);
        const QPointer<Invitation> call(callee.phone->invitation());
        QVERIFY(call);
        callee.wire->clear();
        (void)call->accept();
        callee.run(1ms);
        const SipMessage success = callee.wire->expect("SIP/2.0 200");
        QVERIFY(!success.toTag().isEmpty());
        QByteArray ack = bytes.first(bytes.indexOf("Content-Type")) + "\r\n";
        ack.replace("INVITE", "ACK")
            .replace("user=phone\r\nCall-ID", "user=phone;tag=" + success.toTag() + "\r\nCall-ID");
        callee.receive(ack);
        QCOMPARE(call->state(), Session::State::Established);
        callee.run(2s);
        callee.wire->expectNothing(); // the ACK was understood: no 200 again
    }
};

QTEST_GUILESS_MAIN(tst_TortureHandling)
#include "tst_TortureHandling.moc"
