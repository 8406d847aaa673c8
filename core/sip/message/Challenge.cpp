#include "Challenge.h"

#include "SipGrammar.h"
#include "SipViews.h"

namespace carillon {

Result<Challenge, SyntaxError> Challenge::parse(QByteArrayView text)
{
    const auto view = ChallengeView::parse(text);
    if (!view)
        return Failure<SyntaxError>(view.error());
    Challenge challenge{grammar::interned(view->scheme), {}};
    challenge.parameters.list.reserve(view->parameters.size());
    for (const ChallengeView::Parameter &one : view->parameters) {
        QByteArray value = one.value.startsWith('"') ? unquoted(one.value) : grammar::interned(one.value);
        challenge.parameters.list.append({grammar::interned(one.name), std::move(value)});
    }
    return challenge;
}

} // namespace carillon
