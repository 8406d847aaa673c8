#pragma once

#include "Session.h"

namespace carillon {

/// What a program may wish of a REFER outside a dialog.
struct ReferrerOptions {
    ReferOptions refer{};
    /// The call with the other that this is about: Target-Dialog with Require: tdialog (RFC 4538), so that he
    /// need not take us for a stranger. Session::dialogName() of it.
    std::optional<DialogName> targetDialog{};
};

/// Asks somebody to call somebody, without a call with him: REFER outside a dialog, RFC 3515. Its
/// subscription is a dialog of its own (RFC 6665 §4.4.1). Core thread.
class Referrer final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(carillon::Session::TransferState state READ state NOTIFY stateChanged)
public:
    using State = Session::TransferState;
    /// One that accepted and then says nothing has failed.
    static constexpr std::chrono::minutes Patience{4};

    /// @param host the UserAgent. @param asked who is to call. Sends nothing yet.
    Referrer(
        SessionHost &host, const NameAddr &asked, ReferrerOptions options = {}, QObject *parent = nullptr);
    /// What is said later is answered 481.
    ~Referrer() override;

    State state() const;
    int statusCode() const; ///< of the last sipfrag or refusal; 0: none
    /// Once. @param target whom to call.
    Result<void, Session::Refusal> refer(const NameAddr &target, const RequestDelegate &delegate = {});

Q_SIGNALS:
    void stateChanged(carillon::Session::TransferState state);
    /// Each NOTIFY, answered already.
    void notified(const carillon::SipRequest &notify);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
