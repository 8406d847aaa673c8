#include "RequestDelegate.h"

#include <algorithm>
#include <array>

namespace carillon {

namespace {

/// These belong to the transaction, the dialog or the way; a second one would make the message another.
constexpr std::array ownHeaders{HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId, HeaderId::CSeq,
    HeaderId::ContentLength, HeaderId::ContentType, HeaderId::Contact, HeaderId::MaxForwards,
    HeaderId::RecordRoute, HeaderId::Authorization, HeaderId::ProxyAuthorization, HeaderId::RSeq,
    HeaderId::RAck};

bool isMediaType(QByteArrayView text)
{
    const qsizetype slash = text.indexOf('/');
    return slash > 0 && isToken(text.first(slash)) && isOneLine(text);
}

} // namespace

bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView marks("-.!%*_+`'~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || marks.contains(c);
    });
}

bool isOneLine(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool RequestOptions::isSendable() const
{
    const auto isFit = [](const std::pair<QByteArray, QByteArray> &header) {
        const auto &[name, value] = header;
        const HeaderId id = headerFromName(name);
        return isToken(name) && std::find(ownHeaders.begin(), ownHeaders.end(), id) == ownHeaders.end()
            && value.size() <= Limits::HeaderBytes && isOneLine(value);
    };
    return extraHeaders.size() <= Limits::Headers
        && std::all_of(extraHeaders.begin(), extraHeaders.end(), isFit) && isOneLine(contentDisposition)
        && body.size() <= SipMessage::Limits::BodyBytes && (body.isEmpty() || isMediaType(contentType));
}

void RequestOptions::addTo(SipMessage &message) const
{
    for (const auto &[name, value] : extraHeaders)
        message.append(name, value);
    if (body.isEmpty())
        return;
    message.setBody(body, contentType);
    if (!contentDisposition.isEmpty())
        message.set(HeaderId::ContentDisposition, contentDisposition);
}

void RequestDelegate::tell(const Answer &answer) const
{
    const int code = answer.response.statusCode();
    const auto &callback = code == 100 ? onTrying
        : code < 200                   ? onProgress
        : code < 300                   ? onAccept
        : code < 400                   ? onRedirect
                                       : onReject;
    if (callback)
        callback(answer);
}

} // namespace carillon
