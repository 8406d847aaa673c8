#pragma once

#include "Call.h"
#include "DomainOffer.h"
#include "Keychain.h"
#include "PhoneError.h"
#include "Registerer.h"
#include "Session.h"
#include "Transport.h"

#include <QString>

namespace carillon {

/// What the phone says to a person, in one file: one sentence each, with the cause, translated. Pure
/// functions. Names and phrases that are given must have gone through remoteText().
namespace Sentences {

/// Translates in the context of the phone.
QString text(const char *english);

/// How a call ended.
struct CallEnd {
    CallState::Direction direction = CallState::Direction::Outgoing;
    bool wasEstablished = false;
    CallState::End::By by = CallState::End::By::Remote;
    int code = 0;
    int cause = 0; ///< of a Reason header
    QString phrase;
    QString name;                         ///< of the other side
    std::optional<WireFailure> wire = {}; ///< why the call did not get onto the wire
    QString host = {};                    ///< to which it should have gone
    QString pickUpFor = {};               ///< whose call should have been taken over
};
QString callEnd(const CallEnd &end);

/// Why an account has no binding.
struct RegistrationFailure {
    QString account; ///< its address without the scheme
    QString server;  ///< host name
    Registerer::Failure failure = Registerer::Failure::None;
    int code = 0;
    QString phrase;
    std::optional<WireFailure> wire = {};
};
QString registration(const RegistrationFailure &failure);
/// Why the wire to @p server cannot be used.
QString transport(TransportError::Kind kind, const QString &server);
/// Why nothing that the domain of @p server offers can be used.
QString noWay(const DomainOffer &offer, const QString &server);
/// A transfer that did not come about.
struct TransferFailure {
    QString target;       ///< whom the call should have been handed to
    QString name;         ///< of the other side, which is back
    int code = 0;         ///< 0: nothing was heard of it
    bool hasRung = false; ///< the target's phone: then it is the target who said no
};
/// Why, and that the call is ours again.
QString transferFailed(const TransferFailure &failure);
/// There is no account of that id: unknown-account.
PhoneError unknownAccount(const QString &id);
/// The account cannot call yet: not-connected, with @p reason when that is known.
PhoneError notConnected(const QString &account, const QString &reason);
/// Why there is no password for the account.
QString passwordMissing(const QString &account, Keychain::Error::Kind kind);
/// There is none for the account's TURN server either.
QString turnPasswordMissing(const QString &account);
/// The call is in none: no-conference.
PhoneError noConference();
/// Why the call cannot do it now: wrong-state, busy, no-dialog, bad-target, not-supported.
PhoneError refusal(Session::Refusal refusal);

} // namespace Sentences
} // namespace carillon
