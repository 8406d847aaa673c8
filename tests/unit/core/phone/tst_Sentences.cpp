#include "Sentences.h"

#include <QTest>

using namespace carillon;
using By = CallState::End::By;

class tst_Sentences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callEnds_data();
    void callEnds();
    void theSessionTimer();
    void everyCodeHasOne();
    void registrations_data();
    void registrations();
    void transports();
    void refusals();
    void transfers();
    void pickUps_data();
    void pickUps();
};

void tst_Sentences::callEnds_data()
{
    QTest::addColumn<bool>("incoming");
    QTest::addColumn<bool>("established");
    QTest::addColumn<int>("by");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, bool incoming, bool established, By by, int code, int cause,
                         const char *sentence) {
        QTest::newRow(name) << incoming << established << int(by) << code << cause
                            << QString::fromUtf8(sentence);
    };
    row("busy", false, false, By::Remote, 486, 0, "Bob is busy.");
    row("declined", false, false, By::Remote, 603, 0, "Bob declined the call.");
    row("not answered", false, false, By::Remote, 408, 0, "Bob did not answer.");
    row("nobody there", false, false, By::Network, 408, 0,
        "Nothing was heard from the server or the phone of Bob.");
    row("no connection", false, false, By::Network, 503, 0,
        "The call to Bob could not be sent: there is no connection.");
    row("cancelled", false, false, By::Local, 487, 0, "You cancelled the call to Bob.");
    row("moved", false, false, By::Remote, 302, 0, "Bob asks to be called at another address.");
    row("unknown code", false, false, By::Remote, 499, 0, "The call to Bob failed (499 Odd).");
    row("they hung up", false, true, By::Remote, 200, 0, "Bob hung up.");
    row("I hung up", true, true, By::Local, 200, 0, "You hung up.");
    row("lost", true, true, By::Network, 408, 0, "The connection to Bob was lost.");
    row("missed", true, false, By::Remote, 487, 0, "Bob hung up before the call was answered.");
    row("elsewhere", true, false, By::Remote, 487, 200, "The call from Bob was answered on another phone.");
    row("I declined", true, false, By::Local, 486, 0, "You declined the call from Bob.");
    row("nobody answered here", true, false, By::Local, 480, 0, "The call from Bob was not answered.");
}

void tst_Sentences::callEnds()
{
    QFETCH(bool, incoming);
    QFETCH(bool, established);
    QFETCH(int, by);
    QFETCH(int, code);
    QFETCH(int, cause);
    Sentences::CallEnd end;
    end.direction = incoming ? CallState::Direction::Incoming : CallState::Direction::Outgoing;
    end.wasEstablished = established;
    end.by = By(by);
    end.code = code;
    end.cause = cause;
    end.name = QStringLiteral("Bob");
    end.phrase = QStringLiteral("Odd");
    QTEST(Sentences::callEnd(end), "sentence");
}

void tst_Sentences::pickUps_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, By by, int code, const char *sentence) {
        QTest::newRow(name) << int(by) << code << QString::fromUtf8(sentence);
    };
    const char *gone
        = "The call for Dora is not there any more: somebody else took it, or the caller hung up.";
    row("RFC 3891 §3: no such dialog", By::Remote, 481, gone);
    row("RFC 3891 §3: answered, and early-only", By::Remote, 486, gone);
    row("RFC 3891 §3: it has ended", By::Remote, 603, gone);
    row("RFC 3891 §6.2: no such extension", By::Remote, 420,
        "The call for Dora cannot be picked up: the caller's telephone does not allow it.");
    row("as of any call", By::Remote, 404, "The server does not know Bob.");
    row("we thought better of it", By::Local, 487, "You cancelled the call to Bob.");
}

void tst_Sentences::pickUps()
{
    QFETCH(int, by);
    QFETCH(int, code);
    Sentences::CallEnd end;
    end.by = By(by);
    end.code = code;
    end.name = QStringLiteral("Bob");
    end.pickUpFor = QStringLiteral("Dora");
    QTEST(Sentences::callEnd(end), "sentence");
}

void tst_Sentences::theSessionTimer() // RFC 4028
{
    Sentences::CallEnd end;
    end.wasEstablished = true;
    end.by = By::Network;
    end.code = 408;
    end.name = QStringLiteral("Bob");
    end.phrase = QString::fromLatin1(Session::TimerExpired.data(), Session::TimerExpired.size());
    QCOMPARE(Sentences::callEnd(end),
        QStringLiteral("Nothing was heard from Bob any more, so the call was ended."));
}

void tst_Sentences::everyCodeHasOne()
{
    for (int code = 300; code < 700; ++code) {
        Sentences::CallEnd end;
        end.code = code;
        end.name = QStringLiteral("Bob");
        const QString sentence = Sentences::callEnd(end);
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) && !sentence.contains(QLatin1Char('%')),
            qPrintable(sentence));
    }
}

void tst_Sentences::registrations_data()
{
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    using Failure = Registerer::Failure;
    QTest::newRow("wrong password") << int(Failure::Unauthorized) << 401
                                    << QStringLiteral(
                                           "The password for 1001@example.org was refused by the server.");
    QTest::newRow("forbidden") << int(Failure::Unauthorized) << 403
                               << QStringLiteral(
                                      "The server does not allow 1001@example.org to register (403 Odd).");
    QTest::newRow("unknown user") << int(Failure::Refused) << 404
                                  << QStringLiteral("The server does not know 1001@example.org.");
    QTest::newRow("refused") << int(Failure::Refused) << 420
                             << QStringLiteral("The server refused to register 1001@example.org (420 Odd).");
    QTest::newRow("trouble") << int(Failure::ServerTrouble) << 503
                             << QStringLiteral(
                                    "The server cannot register 1001@example.org at the moment (503 Odd).");
    QTest::newRow("silence") << int(Failure::NoAnswer) << 408
                             << QStringLiteral("The server pbx.example.org does not answer.");
    QTest::newRow("not sent") << int(Failure::NotSent) << 503
                              << QStringLiteral("The server pbx.example.org cannot be found or reached.");
    QTest::newRow("none") << int(Failure::None) << 200 << QString();
}

void tst_Sentences::registrations()
{
    QFETCH(int, failure);
    QFETCH(int, code);
    QTEST(Sentences::registration({QStringLiteral("1001@example.org"), QStringLiteral("pbx.example.org"),
              Registerer::Failure(failure), code, QStringLiteral("Odd")}),
        "sentence");
}

void tst_Sentences::transports()
{
    QSet<QString> seen;
    for (int kind = 0; kind <= int(TransportError::Kind::BindFailed); ++kind) {
        const QString sentence = Sentences::transport(TransportError::Kind(kind), QStringLiteral("pbx"));
        QVERIFY(sentence.endsWith(QLatin1Char('.')) && !sentence.contains(QLatin1Char('%')));
        seen.insert(sentence);
    }
    QVERIFY(seen.size() >= 10);
    QVERIFY(Sentences::transport(TransportError::Kind::TlsUntrusted, QStringLiteral("pbx"))
                .contains(QStringLiteral("certificate")));
}

void tst_Sentences::refusals()
{
    for (int refusal = 0; refusal <= int(Session::Refusal::NotSupported); ++refusal) {
        const PhoneError error = Sentences::refusal(Session::Refusal(refusal));
        QVERIFY(!error.code.isEmpty() && error.message.endsWith(QLatin1Char('.')));
    }
}

void tst_Sentences::transfers()
{
    const auto failed = [](int code, bool hasRung) {
        return Sentences::transferFailed({QStringLiteral("Bob"), QStringLiteral("Anna"), code, hasRung});
    };
    QCOMPARE(failed(603, true), QStringLiteral("Bob declined. Anna is back with you."));
    // Nothing rang at Bob's: it was Anna who did not want to.
    QCOMPARE(failed(603, false), QStringLiteral("The handover to Bob was declined. Anna is back with you."));
    QCOMPARE(failed(404, false), QStringLiteral("There is no Bob. Anna is back with you."));
    QCOMPARE(
        failed(0, false), QStringLiteral("Nothing was heard of the handover to Bob. Anna is back with you."));
}

QTEST_GUILESS_MAIN(tst_Sentences)
#include "tst_Sentences.moc"
