#pragma once

#include "Result.h"
#include "SdpError.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>

namespace carillon {

/// c=, RFC 8866 §5.7; also the tail of o= and of a=rtcp.
struct SdpConnection {
    QByteArray networkType = QByteArrayLiteral("IN");
    QByteArray addressType = QByteArrayLiteral("IP4");
    QByteArray address; ///< IPv4, IPv6 or a host name, with the multicast suffix "/ttl/count" if there is one

    static std::optional<SdpConnection> parse(QByteArrayView value);
    /// IP6 when @p address has a colon, else IP4.
    static SdpConnection to(const QByteArray &address);
    QByteArray toBytes() const;
    QByteArray host() const; ///< without the multicast suffix
    bool isUnspecified()
        const; ///< 0.0.0.0 or ::, the hold of RFC 2543, or a name in .invalid, that of RFC 6157 §5
    friend bool operator==(const SdpConnection &, const SdpConnection &) = default;
};

/// o=, RFC 8866 §5.2.
struct SdpOrigin {
    QByteArray username = QByteArrayLiteral("-");
    QByteArray sessionId;      ///< digits, of any length
    QByteArray sessionVersion; ///< digits, of any length
    SdpConnection address;

    static std::optional<SdpOrigin> parse(QByteArrayView value);
    QByteArray toBytes() const;
    friend bool operator==(const SdpOrigin &, const SdpOrigin &) = default;
};

/// a=, RFC 8866 §5.13. "a=x" has no value, "a=x:" an empty one.
struct SdpAttribute {
    QByteArray name;
    std::optional<QByteArray> value;
    friend bool operator==(const SdpAttribute &, const SdpAttribute &) = default;
};

/// The attributes of a section in their order, the unknown ones among them.
struct SdpAttributes {
    QList<SdpAttribute> list;

    bool contains(QByteArrayView name) const;
    /// Of the first attribute of that name; nullopt when there is none or it has no value.
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// Of every attribute of that name that has a value.
    QList<QByteArray> values(QByteArrayView name) const;
    void append(const QByteArray &name) { list.append({name, std::nullopt}); }
    void append(const QByteArray &name, const QByteArray &value) { list.append({name, value}); }
    void remove(QByteArrayView name);
    friend bool operator==(const SdpAttributes &, const SdpAttributes &) = default;
};

/// A line which we keep but do not interpret: i= u= e= p= b= t= r= z= k=, a second c=, letters nobody knows.
struct SdpLine {
    char type = 0;
    QByteArray value;
    friend bool operator==(const SdpLine &, const SdpLine &) = default;
};

/// m= and what follows it, RFC 8866 §5.14.
struct SdpMedia {
    QByteArray type;  ///< "audio", "video", "application" ...
    quint16 port = 0; ///< 0: rejected or disabled, RFC 3264 §6
    quint16 portCount = 1;
    QByteArray protocol;       ///< "RTP/AVP", any case
    QList<QByteArray> formats; ///< as written: payload types are text until audio formats are resolved
    std::optional<SdpConnection> connection;
    QList<SdpLine> otherLines; ///< in the order in which the grammar wants them
    SdpAttributes attributes;
    friend bool operator==(const SdpMedia &, const SdpMedia &) = default;
};

/// A session description, RFC 8866. A plain value. What is accepted, written and read again is equal.
struct SessionDescription {
    SdpOrigin origin;
    QByteArray name = QByteArrayLiteral("-"); ///< s=
    std::optional<SdpConnection> connection;
    QList<SdpLine> otherLines; ///< in the order in which the grammar wants them; t= is among them
    SdpAttributes attributes;
    QList<SdpMedia> media;

    /// Lines may end in CR LF, LF or CR; a missing s= or t= is forgiven, as are lines out of order.
    static Result<SessionDescription, SdpError> parse(QByteArrayView text);
    /// Lines end in CR LF.
    QByteArray toBytes() const;
    /// c= of @p section, or of the session (§5.7).
    std::optional<SdpConnection> connectionOf(const SdpMedia &section) const;
    friend bool operator==(const SessionDescription &, const SessionDescription &) = default;
};

} // namespace carillon
