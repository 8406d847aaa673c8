#include "Sentences.h"

#include "RemoteText.h"

#include <QCoreApplication>
#include <array>

namespace carillon {

namespace {

using By = CallState::End::By;

struct CodeSentence {
    int code;
    const char *english; ///< %1: the other side
};

/// Outgoing calls that were not answered. A code which is not here falls back to its class.
constexpr std::array outgoing{
    CodeSentence{
        401, QT_TRANSLATE_NOOP("carillon", "The server did not accept the password for the call to %1.")},
    CodeSentence{403, QT_TRANSLATE_NOOP("carillon", "The server does not allow the call to %1.")},
    CodeSentence{404, QT_TRANSLATE_NOOP("carillon", "The server does not know %1.")},
    CodeSentence{405, QT_TRANSLATE_NOOP("carillon", "%1 does not take calls.")},
    CodeSentence{406, QT_TRANSLATE_NOOP("carillon", "%1 and this phone have no way to talk in common.")},
    CodeSentence{
        407, QT_TRANSLATE_NOOP("carillon", "The server did not accept the password for the call to %1.")},
    CodeSentence{408, QT_TRANSLATE_NOOP("carillon", "%1 did not answer.")},
    CodeSentence{410, QT_TRANSLATE_NOOP("carillon", "%1 is not reachable at this address any more.")},
    CodeSentence{413, QT_TRANSLATE_NOOP("carillon", "The call to %1 was too large for the server.")},
    CodeSentence{415, QT_TRANSLATE_NOOP("carillon", "%1 and this phone have no way to talk in common.")},
    CodeSentence{416, QT_TRANSLATE_NOOP("carillon", "The server cannot call addresses of this kind: %1.")},
    CodeSentence{
        420, QT_TRANSLATE_NOOP("carillon", "The phone of %1 lacks an extension which the call needs.")},
    CodeSentence{480, QT_TRANSLATE_NOOP("carillon", "%1 cannot be reached at the moment.")},
    CodeSentence{481, QT_TRANSLATE_NOOP("carillon", "The call to %1 does not exist any more.")},
    CodeSentence{482, QT_TRANSLATE_NOOP("carillon", "The call to %1 went round in a circle.")},
    CodeSentence{483, QT_TRANSLATE_NOOP("carillon", "The call to %1 went round in a circle.")},
    CodeSentence{484, QT_TRANSLATE_NOOP("carillon", "The number %1 is not complete.")},
    CodeSentence{485, QT_TRANSLATE_NOOP("carillon", "%1 can mean several people.")},
    CodeSentence{486, QT_TRANSLATE_NOOP("carillon", "%1 is busy.")},
    CodeSentence{487, QT_TRANSLATE_NOOP("carillon", "The call to %1 was cancelled.")},
    CodeSentence{
        488, QT_TRANSLATE_NOOP("carillon", "%1 and this phone have no codec or encryption in common.")},
    CodeSentence{493, QT_TRANSLATE_NOOP("carillon", "The phone of %1 could not decrypt the call.")},
    CodeSentence{500, QT_TRANSLATE_NOOP("carillon", "The server failed to place the call to %1.")},
    CodeSentence{501, QT_TRANSLATE_NOOP("carillon", "The server cannot place the call to %1.")},
    CodeSentence{502, QT_TRANSLATE_NOOP("carillon", "The server got no proper answer from where %1 is.")},
    CodeSentence{503, QT_TRANSLATE_NOOP("carillon", "The server cannot place the call to %1 at the moment.")},
    CodeSentence{504, QT_TRANSLATE_NOOP("carillon", "The server got no answer from where %1 is.")},
    CodeSentence{600, QT_TRANSLATE_NOOP("carillon", "%1 is busy.")},
    CodeSentence{603, QT_TRANSLATE_NOOP("carillon", "%1 declined the call.")},
    CodeSentence{604, QT_TRANSLATE_NOOP("carillon", "%1 does not exist.")},
    CodeSentence{
        606, QT_TRANSLATE_NOOP("carillon", "%1 and this phone have no codec or encryption in common.")},
};

QString withCode(int code, const QString &phrase)
{
    return phrase.isEmpty() ? QString::number(code) : QStringLiteral("%1 %2").arg(code).arg(phrase);
}

QString establishedEnd(const Sentences::CallEnd &end)
{
    switch (end.by) {
    case By::Local: return Sentences::text("You hung up.");
    case By::Remote: return Sentences::text("%1 hung up.").arg(end.name);
    case By::Network: break;
    }
    if (end.code == 408
        && end.phrase == QLatin1String(Session::TimerExpired.data(), Session::TimerExpired.size()))
        return Sentences::text("Nothing was heard from %1 any more, so the call was ended.").arg(end.name);
    return Sentences::text("The connection to %1 was lost.").arg(end.name);
}

QString incomingEnd(const Sentences::CallEnd &end)
{
    constexpr int answeredElsewhere = 200;
    if (end.by == By::Remote && end.cause == answeredElsewhere)
        return Sentences::text("The call from %1 was answered on another phone.").arg(end.name);
    if (end.by == By::Remote)
        return Sentences::text("%1 hung up before the call was answered.").arg(end.name);
    if (end.by == By::Network)
        return Sentences::text("The connection to %1 was lost before the call was answered.").arg(end.name);
    switch (end.code) {
    case 480: return Sentences::text("The call from %1 was not answered.").arg(end.name);
    case 488:
        return Sentences::text("%1 and this phone have no codec or encryption in common.").arg(end.name);
    case 302: return Sentences::text("The call from %1 was sent on.").arg(end.name);
    default: return Sentences::text("You declined the call from %1.").arg(end.name);
    }
}

/// RFC 3891 §3: 481 and 603 where the call is over, 486 where somebody answered it. Empty: as of any call.
QString pickUpEnd(const Sentences::CallEnd &end)
{
    if (end.by != By::Remote)
        return {};
    switch (end.code) {
    case 481:
    case 486:
    case 603:
        return Sentences::text("The call for %1 is not there any more: somebody else took it, or the caller "
                               "hung up.")
            .arg(end.pickUpFor);
    case 420:
        return Sentences::text(
            "The call for %1 cannot be picked up: the caller's telephone does not allow it.")
            .arg(end.pickUpFor);
    default: return {};
    }
}

QString outgoingEnd(const Sentences::CallEnd &end)
{
    if (const QString why = end.pickUpFor.isEmpty() ? QString() : pickUpEnd(end); !why.isEmpty())
        return why;
    if (end.by == By::Local && (end.code == 487 || end.code == 0))
        return Sentences::text("You cancelled the call to %1.").arg(end.name);
    if (end.by == By::Network && end.code == 408)
        return Sentences::text("Nothing was heard from the server or the phone of %1.").arg(end.name);
    if (end.by == By::Network && end.wire && *end.wire != WireFailure::NotOpen && !end.host.isEmpty())
        return Sentences::transport(*end.wire, end.host);
    if (end.by == By::Network)
        return Sentences::text("The call to %1 could not be sent: there is no connection.").arg(end.name);
    const auto known = std::find_if(
        outgoing.begin(), outgoing.end(), [&](const CodeSentence &row) { return row.code == end.code; });
    if (known != outgoing.end())
        return Sentences::text(known->english).arg(end.name);
    if (end.code >= 300 && end.code < 400)
        return Sentences::text("%1 asks to be called at another address.").arg(end.name);
    return Sentences::text("The call to %1 failed (%2).").arg(end.name, withCode(end.code, end.phrase));
}

QString whyTransferFailed(const Sentences::TransferFailure &failure)
{
    const QString &target = failure.target;
    switch (failure.code) {
    case 0: return Sentences::text("Nothing was heard of the handover to %1.").arg(target);
    case 486:
    case 600: return Sentences::text("%1 is busy.").arg(target);
    case 603:
        // Before anything rang it was the other side who was asked, and said no.
        return (failure.hasRung ? Sentences::text("%1 declined.")
                                : Sentences::text("The handover to %1 was declined."))
            .arg(target);
    case 408:
    case 480:
    case 487: return Sentences::text("%1 did not answer.").arg(target);
    case 404:
    case 484:
    case 604: return Sentences::text("There is no %1.").arg(target);
    case 405:
    case 501: return Sentences::text("The other side cannot hand calls over.");
    default: return Sentences::text("%1 could not be reached.").arg(target);
    }
}

} // namespace

QString Sentences::text(const char *english)
{
    return QCoreApplication::translate("carillon", english);
}

QString Sentences::callEnd(const CallEnd &end)
{
    if (end.wasEstablished)
        return establishedEnd(end);
    return end.direction == CallState::Direction::Incoming ? incomingEnd(end) : outgoingEnd(end);
}

QString Sentences::registration(const RegistrationFailure &failure)
{
    const QString &account = failure.account;
    const QString answer = withCode(failure.code, failure.phrase);
    switch (failure.failure) {
    case Registerer::Failure::None: return {};
    case Registerer::Failure::Unauthorized:
        if (failure.code == 403)
            return text("The server does not allow %1 to register (%2).").arg(account, answer);
        return text("The password for %1 was refused by the server.").arg(account);
    case Registerer::Failure::Refused:
        if (failure.code == 404)
            return text("The server does not know %1.").arg(account);
        return text("The server refused to register %1 (%2).").arg(account, answer);
    case Registerer::Failure::ServerTrouble:
        return text("The server cannot register %1 at the moment (%2).").arg(account, answer);
    case Registerer::Failure::NoAnswer: return text("The server %1 does not answer.").arg(failure.server);
    case Registerer::Failure::NotSent:
        if (failure.wire)
            return transport(*failure.wire, failure.server);
        return text("The server %1 cannot be found or reached.").arg(failure.server);
    }
    Q_UNREACHABLE();
}

QString Sentences::transport(TransportError::Kind kind, const QString &server)
{
    switch (kind) {
    case TransportError::Kind::NotOpen:
    case TransportError::Kind::Closed: return text("The connection to %1 was closed.").arg(server);
    case TransportError::Kind::HostNotFound: return text("There is no server named %1.").arg(server);
    case TransportError::Kind::Refused:
        return text("%1 refused the connection: no server listens there.").arg(server);
    case TransportError::Kind::Unreachable:
        return text("There is no way to %1 from this network.").arg(server);
    case TransportError::Kind::TimedOut: return text("%1 does not answer.").arg(server);
    case TransportError::Kind::TlsUntrusted: return text("The certificate of %1 is not trusted.").arg(server);
    case TransportError::Kind::TlsFailed:
        return text("The encrypted connection to %1 could not be made.").arg(server);
    case TransportError::Kind::HandshakeRejected:
        return text("%1 is no SIP server for WebSockets.").arg(server);
    case TransportError::Kind::TooLarge:
        return text("The message is too large for the connection to %1.").arg(server);
    case TransportError::Kind::BindFailed: return text("No port could be opened on this computer.");
    }
    Q_UNREACHABLE();
}

QString Sentences::noWay(const DomainOffer &offer, const QString &server)
{
    if (!offer.protocols.isEmpty()) // RFC 7118 §6
        return text("%1 offers calls over WebSocket only: enter the address of its server (wss://…).")
            .arg(server);
    return text("%1 offers no kind of connection that Carillon knows.").arg(server);
}

QString Sentences::transferFailed(const TransferFailure &failure)
{
    return text("%1 %2 is back with you.").arg(whyTransferFailed(failure), failure.name);
}

PhoneError Sentences::unknownAccount(const QString &id)
{
    return {QStringLiteral("unknown-account"),
        text("There is no account %1.").arg(remoteText(QStringView(id), 30))};
}

PhoneError Sentences::notConnected(const QString &account, const QString &reason)
{
    return {QStringLiteral("not-connected"),
        reason.isEmpty() ? text("The account %1 is not connected yet.").arg(account) : reason};
}

QString Sentences::passwordMissing(const QString &account, Keychain::Error::Kind kind)
{
    if (kind == Keychain::Error::Kind::Silent)
        return text("The keychain does not answer: unlock it, or enter the password for %1 again.")
            .arg(account);
    return text("The password for %1 is not stored: please enter it again.").arg(account);
}

QString Sentences::turnPasswordMissing(const QString &account)
{
    return text(
        "The password of the TURN server of %1 is not stored: until you type it again, calls go without "
        "that server.")
        .arg(account);
}

PhoneError Sentences::noConference()
{
    return {QStringLiteral("no-conference"), text("This call is in no conference.")};
}

PhoneError Sentences::refusal(Session::Refusal refusal)
{
    switch (refusal) {
    case Session::Refusal::WrongState:
        return {QStringLiteral("wrong-state"), text("The call is not in a state in which this can be done.")};
    case Session::Refusal::RequestPending:
        return {QStringLiteral("busy"), text("The call is still busy with what was asked before.")};
    case Session::Refusal::NoDialog:
        return {QStringLiteral("no-dialog"), text("The other side has not answered yet.")};
    case Session::Refusal::InvalidTarget:
    case Session::Refusal::InvalidContent:
        return {QStringLiteral("bad-target"), text("This cannot be called or sent.")};
    case Session::Refusal::NotSupported:
        return {QStringLiteral("not-supported"), text("The other side does not support this.")};
    }
    Q_UNREACHABLE();
}

} // namespace carillon
