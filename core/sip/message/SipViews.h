#pragma once

#include "SipUri.h"

#include <QVarLengthArray>

/// The typed headers once more, as views into the text they were read from: the grammar is checked in full,
/// but nothing is copied, unescaped or unquoted. Valid as long as that text. For what is done with every
/// message: checking and matching.
namespace carillon {

/// `;name=value;flag`, checked already.
struct ParametersView {
    QByteArrayView text; ///< from the first `;`
    int count = 0;

    bool contains(QByteArrayView name) const;
    /// As on the wire, with its quotes; empty for a flag; nothing when absent.
    std::optional<QByteArrayView> value(QByteArrayView name) const;
};

struct SipUriView {
    SipUri::Scheme scheme = SipUri::Scheme::Sip;
    QByteArrayView user; ///< with its %-escapes
    std::optional<QByteArrayView> password;
    QByteArrayView host; ///< in the case of the wire
    std::optional<quint16> port;
    ParametersView parameters; ///< with their %-escapes, also in the names
    QByteArrayView headers;    ///< behind the `?`
    static Result<SipUriView, SyntaxError> parse(QByteArrayView text);
};

struct NameAddrView {
    QByteArrayView displayName; ///< with its quotes
    SipUriView uri;
    QByteArrayView otherUri; ///< see NameAddr
    ParametersView parameters;
    static Result<NameAddrView, SyntaxError> parse(QByteArrayView text);
    static Result<QVarLengthArray<NameAddrView, 4>, SyntaxError> parseList(QByteArrayView text);
    QByteArrayView tag() const; ///< empty when absent
};

struct ViaView {
    QByteArrayView protocol; ///< "SIP"
    QByteArrayView version;  ///< "2.0"
    QByteArrayView transport;
    QByteArrayView host;
    std::optional<quint16> port;
    ParametersView parameters;
    static Result<ViaView, SyntaxError> parse(QByteArrayView text);
    static Result<QVarLengthArray<ViaView, 4>, SyntaxError> parseList(QByteArrayView text);
    QByteArrayView branch() const; ///< empty when absent
};

struct ChallengeView {
    struct Parameter {
        QByteArrayView name;
        QByteArrayView value; ///< with its quotes
    };
    QByteArrayView scheme;
    QVarLengthArray<Parameter, 12> parameters;
    static Result<ChallengeView, SyntaxError> parse(QByteArrayView text);
};

} // namespace carillon
