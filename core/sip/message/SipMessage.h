#pragma once

#include "HeaderId.h"
#include "Method.h"
#include "NameAddr.h"
#include "Via.h"

#include <QVarLengthArray>

namespace carillon {

/// CSeq, RFC 3261 §20.16.
struct CSeq {
    quint32 number = 0; ///< below 2^31
    QByteArray method;
    static Result<CSeq, SyntaxError> parse(QByteArrayView text);
    QByteArray toBytes() const;
    friend bool operator==(const CSeq &, const CSeq &) = default;
};

/// A SIP message, RFC 3261 §7, as a value: the bytes as they came plus an index of its header fields.
///
/// Parsing looks at each byte about once and copies nothing: the index points into the (implicitly shared) bytes, values
/// are typed only when asked for. Headers that are added are appended to the same arena, so a built message and a
/// received one are the same kind of thing. Header order and unknown headers survive. Any thread, as any value.
class SipMessage
{
public:
    struct Limits {
        static constexpr qsizetype MessageBytes = 1 << 16; ///< start line and headers
        static constexpr qsizetype BodyBytes = 1 << 20;
        static constexpr int HeaderFields = 256;
    };
    /// One header field: views into the message; valid while it lives unchanged.
    struct Field {
        HeaderId id;
        QByteArrayView name;
        QByteArrayView value; ///< unfolded only by unfolded(); surrounding white space removed
    };

    SipMessage() = default;

    /// A whole message: a datagram, a WebSocket message, or a piece cut out by StreamFramer. The body is what
    /// Content-Length says, all that is left when there is none (§18.3). Only the shape is judged here, not the values.
    static Result<SipMessage, SyntaxError> parse(const QByteArray &bytes);

    bool isRequest() const;
    bool isResponse() const;
    bool isEmpty() const; ///< default constructed

    /// @name Request line
    Method method() const;
    QByteArrayView methodName() const;
    QByteArrayView requestUriText() const;
    Result<SipUri, SyntaxError> requestUri() const;
    void setRequestUri(QByteArrayView uri);
    /// @name Status line
    int statusCode() const; ///< 100..699; 0 for a request
    QByteArrayView reasonPhrase() const;

    /// @name Header fields
    int fieldCount() const;
    Field field(int index) const;
    bool contains(HeaderId id) const;
    int count(HeaderId id) const; ///< fields (lines) with this name
    /// The value of the @p nth field of that name, as on the wire; empty when absent.
    QByteArrayView value(HeaderId id, int nth = 0) const;
    QByteArrayView value(QByteArrayView name, int nth = 0) const; ///< also for unknown headers; without case
    /// All values of a list header over all its fields, split at commas outside quotes and brackets.
    QList<QByteArray> values(HeaderId id) const;
    /// Whether a list header of tokens (Require, Supported, Allow) names @p token, without case.
    bool hasToken(HeaderId id, QByteArrayView token) const;

    void append(HeaderId id, QByteArrayView value);
    void append(QByteArrayView name, QByteArrayView value);
    /// As the first field: a proxy's Via, a pre-loaded Route.
    void prepend(HeaderId id, QByteArrayView value);
    /// Replaces the first field of that name and removes the others; appends when there is none.
    void set(HeaderId id, QByteArrayView value);
    /// Replaces the value of the @p nth field of that name, which exists.
    void replace(HeaderId id, int nth, QByteArrayView value);
    void remove(HeaderId id);

    /// @name Typed; the first value of the header unless said otherwise. A missing header is SyntaxError::Missing.
    Result<Via, SyntaxError> topVia() const;
    Result<QList<Via>, SyntaxError> vias() const;
    void setTopVia(const Via &via); ///< replaces only the first value of the first Via field
    Result<NameAddr, SyntaxError> from() const;
    Result<NameAddr, SyntaxError> to() const;
    QByteArray fromTag() const; ///< empty when absent or malformed
    QByteArray toTag() const;
    QByteArray callId() const;
    Result<CSeq, SyntaxError> cseq() const;
    Result<QList<NameAddr>, SyntaxError> nameAddrs(HeaderId id) const; ///< Contact (not `*`), Route, Record-Route, ...
    std::optional<quint32> number(HeaderId id) const; ///< Expires, Max-Forwards, Min-Expires, RSeq, Retry-After (first number)

    QByteArray body() const; ///< binary safe
    QByteArray contentType() const; ///< type/subtype in lower case, without parameters
    /// Sets body, Content-Type and Content-Length; an empty @p contentType with an empty body removes the type.
    void setBody(const QByteArray &body, QByteArrayView contentType);

    /// What §8.1.1 and §8.2.2 demand before anything else looks at the message: Via, From, To, Call-ID, CSeq present, once
    /// and well formed, CSeq method equal to the method, Content-Length not beyond the body, scheme and version known.
    /// @returns the first fault; a request with it gets 400 where a response is possible.
    Result<void, SyntaxError> validate() const;

    /// For the wire. Content-Length is always written, the last header.
    QByteArray toBytes() const;
    /// The same with compact names.
    QByteArray toCompactBytes() const;

    /// Same start line, same fields in the same order (names without case and form), same body.
    friend bool operator==(const SipMessage &a, const SipMessage &b);

protected:
    struct Slice {
        quint32 offset = 0;
        quint32 size = 0;
    };
    struct Entry {
        HeaderId id = HeaderId::Unknown;
        Slice name;
        Slice value;
    };
    QByteArrayView view(Slice slice) const;
    Slice store(QByteArrayView text);

    QByteArray m_arena;
    QVarLengthArray<Entry, 32> m_fields;
    Slice m_methodName; ///< requests
    Slice m_requestUri;
    Slice m_reasonPhrase; ///< responses
    Slice m_body;
    qint32 m_statusCode = 0;
    Method m_method = Method::Other;
};

/// A request; the same bytes, with the parts that only requests have.
class SipRequest : public SipMessage
{
public:
    SipRequest() = default;
    SipRequest(Method method, QByteArrayView requestUri);
    SipRequest(QByteArrayView methodName, QByteArrayView requestUri);
    /// @pre message.isRequest()
    explicit SipRequest(SipMessage message);
};

/// A response, with the reason phrase of RFC 3261 §21 when none is given.
class SipResponse : public SipMessage
{
public:
    SipResponse() = default;
    SipResponse(int statusCode, QByteArrayView reasonPhrase = {});
    /// @pre message.isResponse()
    explicit SipResponse(SipMessage message);
    /// §8.2.6.2: Via, From, To, Call-ID, CSeq (and Timestamp for 100) copied from @p request; To gets @p toTag unless it
    /// has one, the status is 100, or @p toTag is empty.
    static SipResponse to(const SipRequest &request, int statusCode, QByteArrayView toTag, QByteArrayView reasonPhrase = {});
};

/// The reason phrase that RFC 3261 §21 (and later registrations) give a status code; empty when unknown.
QByteArrayView defaultReasonPhrase(int statusCode);

} // namespace carillon
