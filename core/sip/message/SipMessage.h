#pragma once

#include "HeaderId.h"
#include "Method.h"
#include "NameAddr.h"
#include "Via.h"

#include <QDateTime>
#include <QVarLengthArray>
#include <optional>

namespace carillon {

struct ViaView;

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
/// Parsing looks at each byte about once and copies nothing (but for a message with folded lines): the index
/// points into the (implicitly shared) bytes, values are typed only when asked for. Headers that are added
/// are appended to the same arena in the form of the wire, so a built message and a received one are the same
/// kind of thing, and writing copies whole runs of lines. Header order and unknown headers survive. Any
/// thread, as any value.
class SipMessage
{
public:
    struct Limits {
        static constexpr qsizetype MessageBytes = 1 << 16; ///< start line and headers
        static constexpr qsizetype BodyBytes = 1 << 20;
        static constexpr int HeaderFields = 256; ///< Content-Length not counted
    };
    /// One header field: views into the message; valid while it lives unchanged.
    struct Field {
        HeaderId id;
        QByteArrayView name;
        QByteArrayView value; ///< surrounding white space removed; a fold shows as spaces (§7.3.1)
    };

    SipMessage() = default;

    /// A whole message: a datagram, a WebSocket message, or a piece cut out by StreamFramer. The body is what
    /// Content-Length says, all that is left when there is none (§18.3) or when it is wrong. Only the shape
    /// is judged here: values, version and spaces in the start line are the matter of validate(), so that the
    /// message can be answered.
    static Result<SipMessage, SyntaxError> parse(const QByteArray &bytes);
    /// As parse(), but lines which are not header fields, and what goes beyond the limits, are left out. Only
    /// to answer with 400 or 513 what parse() refuses.
    static Result<SipMessage, SyntaxError> salvage(const QByteArray &bytes);

    bool isRequest() const;
    bool isResponse() const;
    bool isEmpty() const; ///< default constructed

    /// @name Request line
    Method method() const;
    QByteArrayView methodName() const;
    QByteArrayView
    requestUriText() const; ///< as it stands on the wire; with spaces only in what validate() refuses
    Result<SipUri, SyntaxError> requestUri() const;
    void setRequestUri(QByteArrayView uri); ///< white space and control characters are escaped
    QByteArrayView version() const;         ///< "SIP/2.0", also of a status line
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

    /// Values are kept to one line: CR and LF become spaces. A name which is no token is not added.
    void append(HeaderId id, QByteArrayView value);
    void append(QByteArrayView name, QByteArrayView value);
    /// As the first field: a proxy's Via, a pre-loaded Route.
    void prepend(HeaderId id, QByteArrayView value);
    /// Replaces the first field of that name and removes the others; appends when there is none.
    void set(HeaderId id, QByteArrayView value);
    /// Replaces the value of the @p nth field of that name, which exists.
    void replace(HeaderId id, int nth, QByteArrayView value);
    void remove(HeaderId id);

    /// @name Typed; the first value of the header unless said otherwise. A missing header is
    /// SyntaxError::Missing.
    Result<Via, SyntaxError> topVia() const;
    /// The top Via without a copy (SipViews.h), valid as long as a Field.
    Result<ViaView, SyntaxError> topViaView() const;
    /// The top Via as far as it can be read (Via::salvage): to answer a bad request.
    Result<Via, SyntaxError> salvagedTopVia() const;
    Result<QList<Via>, SyntaxError> vias() const;
    void setTopVia(const Via &via); ///< replaces only the first value of the first Via field
    Result<NameAddr, SyntaxError> from() const;
    Result<NameAddr, SyntaxError> to() const;
    QByteArray fromTag() const; ///< empty when absent or malformed
    QByteArray toTag() const;
    QByteArray callId() const;
    QByteArrayView callIdView() const; ///< the same without a copy, valid as long as a Field
    Result<CSeq, SyntaxError> cseq() const;
    Result<QList<NameAddr>, SyntaxError> nameAddrs(
        HeaderId id) const; ///< Contact (not `*`), Route, Record-Route, ...
    /// Expires, Max-Forwards, Min-Expires, RSeq, Retry-After (first number); nothing when absent, malformed
    /// or from 2^32 on.
    std::optional<quint32> number(HeaderId id) const;
    /// Date (§20.17), which has no other zone than GMT; nothing when absent or malformed.
    std::optional<QDateTime> date() const;

    QByteArray body() const;        ///< binary safe
    QByteArray contentType() const; ///< type/subtype in lower case, without parameters
    /// Sets body, Content-Type and Content-Length; an empty @p contentType with an empty body removes the
    /// type.
    void setBody(const QByteArray &body, QByteArrayView contentType);

    /// What §8.1.1 and §8.2.2 demand before anything else looks at the message: Via, From, To, Call-ID, CSeq
    /// present, once and well formed, CSeq method equal to the method, Content-Length not beyond the body,
    /// scheme and version known. Also what must not pass: white space, brackets or headers in the Request-URI
    /// (§7.1, §19.1.1), a Contact which is not one (§20.10), Max-Forwards above 255, a REGISTER whose To is
    /// not SIP (§10.2). Not a fault: what RFC 2543 left out (tags, branch, Max-Forwards), a malformed Date,
    /// Expires or header that is not listed here.
    /// @returns the first fault, its position counted in the bytes that were parsed; answered with
    /// rejectionStatus().
    Result<void, SyntaxError> validate() const;
    /// What a user agent server answers to a request that fails validate(): 505 (version), 416 (scheme of the
    /// Request-URI), 501 (unknown method which CSeq does not repeat), else 400. 0 for a valid message and for
    /// every response.
    int rejectionStatus() const;
    /// What a user agent does with the message before it asks what the message wants.
    enum class Disposition {
        Accept,
        Reject,  ///< a request: answer it statelessly with rejectionStatus()
        Discard, ///< cannot or must not be answered: a bad response, a bad ACK, no usable Via; several Vias
                 ///< (§8.1.3.3)
    };
    Disposition disposition() const;

    /// For the wire. Content-Length is always written, the last header.
    QByteArray toBytes() const;
    /// The same with compact names.
    QByteArray toCompactBytes() const;

    qsizetype arenaBytes() const
    {
        return m_arena.size();
    } ///< what the message keeps alive; bounded however often it is changed

    /// Same start line, same fields in the same order (names without case and form), same body.
    friend bool operator==(const SipMessage &a, const SipMessage &b);

protected:
    struct Slice {
        quint32 offset = 0;
        quint32 size = 0;
        quint32 end() const { return offset + size; }
    };
    struct Entry {
        HeaderId id = HeaderId::Unknown;
        bool wireForm = false; ///< the arena holds exactly `name: value CRLF`, the name in its full form
        Slice name;
        Slice value;
    };
    enum class BadLines { Refuse, LeaveOut };
    enum class NameForm { Full, Compact };
    struct Fault {
        SyntaxError error;
        int status = 400;
    };
    static constexpr int AllFields = Limits::HeaderFields * 2; ///< with every Content-Length

    QByteArrayView view(Slice slice) const
    {
        return {m_arena.constData() + slice.offset, qsizetype(slice.size)};
    }
    Slice sliceOf(const char *from, const char *to) const;
    Slice store(QByteArrayView text);
    Entry storeField(QByteArrayView name, QByteArrayView value, HeaderId id);
    void storeRequestLine(QByteArrayView method, QByteArrayView uri);
    void reclaim(qsizetype needed);
    int indexOf(HeaderId id, int nth = 0) const;

    std::optional<SyntaxError> index(const QByteArray &bytes, BadLines badLines);
    std::optional<SyntaxError> indexStartLine(const char *begin, const char *end);
    std::optional<SyntaxError> indexRequestLine(const char *begin, const char *end);
    std::optional<SyntaxError> indexStatusLine(const char *begin, const char *end);
    std::optional<SyntaxError> indexFields(const char *&at, const char *end, BadLines badLines);
    void indexBody(qsizetype offset, qsizetype left);
    void unfold();

    std::optional<Fault> firstFault() const;
    std::optional<Fault> startLineFault() const;
    std::optional<Fault> headerFault() const;
    std::optional<Fault> addressFault() const;
    std::optional<Fault> cseqFault() const;
    std::optional<Fault> lengthFault() const;
    SyntaxError inField(SyntaxError error, int index) const;

    QByteArray write(NameForm form) const;
    template <typename Sink>
    void writeTo(Sink &sink, NameForm form) const;
    template <typename Sink>
    void writeStartLine(Sink &sink) const;

    QByteArray m_arena;
    QVarLengthArray<Entry, 32> m_fields;
    Slice m_startLine;  ///< with its CRLF, when the arena holds it as it is to be written; else empty
    Slice m_methodName; ///< requests
    Slice m_requestUri;
    Slice m_reasonPhrase; ///< responses
    Slice m_version;      ///< empty for SIP/2.0
    Slice m_body;
    qint32 m_statusCode = 0;
    Method m_method = Method::Other;
};

/// A request; the same bytes, with the parts that only requests have. A method which is no token or an empty
/// URI make an empty message.
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
    using SipMessage::to; // the header; the function below would hide it
    /// §8.2.6.2: Via, From, To, Call-ID, CSeq (and Timestamp for 100) copied from @p request; To gets @p
    /// toTag unless it has one, the status is 100, or @p toTag is empty.
    static SipResponse to(
        const SipRequest &request, int statusCode, QByteArrayView toTag, QByteArrayView reasonPhrase = {});
};

/// The reason phrase that RFC 3261 §21 (and later registrations) give a status code; empty when unknown.
QByteArrayView defaultReasonPhrase(int statusCode);

} // namespace carillon
