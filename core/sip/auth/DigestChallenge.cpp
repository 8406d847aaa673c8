#include "DigestChallenge.h"

#include <algorithm>

namespace carillon {

namespace {

/// Nothing when only qops that we do not know are offered.
std::optional<DigestQop> chooseQop(const std::optional<QByteArray> &offered)
{
    if (!offered || offered->trimmed().isEmpty())
        return DigestQop::None;
    bool hasAuthInt = false;
    for (const QByteArray &value : offered->split(',')) {
        const QByteArray name = value.trimmed().toLower();
        if (name == "auth")
            return DigestQop::Auth;
        hasAuthInt = hasAuthInt || name == "auth-int";
    }
    if (hasAuthInt)
        return DigestQop::AuthInt;
    return std::nullopt;
}

} // namespace

HeaderId challengeHeader(DigestRole role)
{
    return role == DigestRole::Uas ? HeaderId::WwwAuthenticate : HeaderId::ProxyAuthenticate;
}

HeaderId answerHeader(DigestRole role)
{
    return role == DigestRole::Uas ? HeaderId::Authorization : HeaderId::ProxyAuthorization;
}

bool isQuotable(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
}

std::optional<DigestChallenge> DigestChallenge::of(const Challenge &challenge, qsizetype longest)
{
    const Parameters &parameters = challenge.parameters;
    const auto realm = parameters.value("realm");
    const auto nonce = parameters.value("nonce");
    const auto opaque = parameters.value("opaque");
    const auto algorithmText = parameters.value("algorithm");
    const auto algorithm = DigestAlgorithm::fromName(algorithmText.value_or(QByteArray()));
    const auto qop = chooseQop(parameters.value("qop"));
    if (challenge.scheme.compare("Digest", Qt::CaseInsensitive) != 0 || !realm || !nonce || nonce->isEmpty()
        || !algorithm || !qop)
        return std::nullopt;
    const auto isUsable
        = [longest](const QByteArray &text) { return text.size() <= longest && isQuotable(text); };
    if (!isUsable(*realm) || !isUsable(*nonce) || !isUsable(opaque.value_or(QByteArray())))
        return std::nullopt;
    if (algorithm->isSession && *qop == DigestQop::None)
        return std::nullopt; // its key needs a cnonce, which may only be sent with qop (RFC 2617 §3.2.2)
    const bool isStale
        = parameters.value("stale").value_or(QByteArray()).compare("true", Qt::CaseInsensitive) == 0;
    return DigestChallenge{*realm, *nonce, opaque, algorithmText, *algorithm, *qop, isStale};
}

} // namespace carillon
