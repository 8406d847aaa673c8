#pragma once

#include "SipMessage.h"
#include "TokenHeader.h"

namespace carillon {

class Random;

/// One part of a body with parts, RFC 2045 §3: headers of its own and bytes.
struct BodyPart {
    QList<std::pair<QByteArray, QByteArray>> headers; ///< name and value, a fold as a space
    QByteArray content;                               ///< binary safe

    QByteArray value(QByteArrayView name) const; ///< of the first such header, without case
    QByteArray type() const; ///< type/subtype in lower case; text/plain when nothing is said (RFC 2046 §5.1)
    /// Content-Disposition, RFC 3261 §20.11; nothing when absent or malformed.
    std::optional<TokenHeader> disposition() const;
    friend bool operator==(const BodyPart &, const BodyPart &) = default;
};

/// A body of type multipart/…, RFC 2046 §5.1, as a value. What its parts contain is not looked at.
struct Multipart {
    struct Limits {
        static constexpr int Depth = 4;  ///< of multiparts inside each other
        static constexpr int Parts = 32; ///< of one message, whatever their depth
        static constexpr int Headers = 32;
        static constexpr qsizetype HeaderBytes = 8192; ///< of one part
        static constexpr qsizetype BoundaryBytes = 70; ///< RFC 2046 §5.1.1
    };
    QList<BodyPart> parts;

    /// The parameter `boundary` of a Content-Type; empty when there is none that is allowed.
    static QByteArray boundaryOf(QByteArrayView contentType);
    /// What stands before the first and behind the last boundary is left out.
    /// @returns the parts, at least one; or where @p body breaks the rules: no boundary, no closing one
    /// (Incomplete), a header that is none, too much of something (TooLarge).
    static Result<Multipart, SyntaxError> parse(QByteArrayView body, QByteArrayView boundary);
    /// @pre @p boundary came from makeBoundary() or does not occur in the parts.
    QByteArray toBytes(QByteArrayView boundary) const;
    /// One of 130 random bits that no part contains.
    QByteArray makeBoundary(Random &random) const;
    friend bool operator==(const Multipart &, const Multipart &) = default;
};

/// All parts of a message that are no multiparts themselves, in order, of multipart/alternative all; a body
/// without parts is the only one. Empty: no body.
Result<QList<BodyPart>, SyntaxError> bodyParts(const SipMessage &message);
/// The first part of that @p type whose disposition is the one that goes with a description: none, or
/// session.
std::optional<BodyPart> findPart(const SipMessage &message, QByteArrayView type);
/// Gives @p message the body and Content-Type multipart/@p subtype; RFC 3261 §20.24 wants MIME-Version with
/// it.
void setBody(SipMessage &message, const Multipart &body, QByteArrayView subtype, Random &random);

} // namespace carillon
