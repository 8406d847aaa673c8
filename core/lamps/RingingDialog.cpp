#include "RingingDialog.h"

#include "DialogInfo.h"
#include "SipGrammar.h"

namespace carillon {

namespace {

using State = DialogEntry::State;

/// `word ["@" word]`, RFC 3261 §25.1, as far as it is in use: without quotes, which would have to be
/// balanced.
bool isCallId(const QByteArray &text)
{
    constexpr QByteArrayView more("-.!%*_+`'~()<>:/[]?{}@");
    const auto isPart
        = [&](char c) { return grammar::is(c, grammar::Alpha | grammar::Digit) || more.contains(c); };
    return !text.isEmpty() && text.count('@') <= 1 && std::all_of(text.begin(), text.end(), isPart);
}

/// What is no SIP URI cannot be sent an INVITE.
std::optional<NameAddr> callerAt(const QString &text)
{
    const auto uri = SipUri::parse(text.toUtf8());
    if (!uri || uri->host.isEmpty())
        return std::nullopt;
    NameAddr caller;
    caller.uri = *uri;
    caller.uri.password.reset();
    caller.uri.headers.clear();                               // nobody but us decides what is in our request
    for (const char *name : {"method", "maddr", "ttl", "lr"}) // nor where it goes
        caller.uri.parameters.remove(name);
    return caller;
}

} // namespace

std::optional<RingingDialog> RingingDialog::of(const DialogEntry &dialog)
{
    const bool isOver = dialog.state == State::Confirmed || dialog.state == State::Terminated;
    if (isOver || dialog.direction != DialogEntry::Direction::Recipient)
        return std::nullopt;
    RingingDialog named{dialog.callId.toUtf8(), dialog.localTag.toUtf8(), dialog.remoteTag.toUtf8(), {}};
    if (!isCallId(named.callId) || !grammar::isToken(named.localTag) || !grammar::isToken(named.remoteTag))
        return std::nullopt;
    // §4.1.6: the target is the very telephone that calls, the identity perhaps several of them.
    auto caller = callerAt(dialog.remoteTarget);
    if (!caller && dialog.remoteUri.size() < DialogInfo::Limits::Text) // it was not cut
        caller = callerAt(dialog.remoteUri);
    if (!caller)
        return std::nullopt;
    named.caller = *caller;
    return named;
}

} // namespace carillon
