#pragma once

#include "Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace carillon {

/// One dialog of somebody whose calls are told, RFC 4235 §4.1.2.
struct DialogEntry {
    enum class State { Trying, Proceeding, Early, Confirmed, Terminated } state = State::Trying;
    enum class Direction {
        Unknown,
        Initiator, ///< he calls
        Recipient  ///< he is called
    } direction
        = Direction::Unknown;
    QString id; ///< names it within one subscription
    QString remoteName;
    QString remoteUri;
    /// @name §4.1.2, what names the dialog, and §4.1.6, where the other end is reached; empty where not told.
    QString callId = {};
    QString localTag = {};
    QString remoteTag = {};
    QString remoteTarget = {};
    friend bool operator==(const DialogEntry &, const DialogEntry &) = default;
};

/// Why a document is none.
struct DialogInfoError {
    enum class Kind {
        TooLong, ///< the document, or a name of a dialog
        NotXml,
        Forbidden, ///< a document type or an entity of its own: what it would grow to is not tried out
        TooDeep,
        NotDialogInfo, ///< another document, or what must be there is missing
        TooManyDialogs
    } kind
        = Kind::NotXml;
    qint64 offset = 0; ///< in characters, as far as was read
};

/// The body of a NOTIFY of the `dialog` package, application/dialog-info+xml, RFC 4235 §4. A plain value. It
/// comes from the network: all sizes are bounded, texts are cut and on one line, and elements of other
/// namespaces (§4.3) are passed over.
struct DialogInfo {
    struct Limits {
        static constexpr qsizetype Bytes = 65536;
        static constexpr int Depth = 16;
        static constexpr int Dialogs = 64;
        static constexpr qsizetype Id = 256;     ///< a longer one is refused: cut, two would be one
        static constexpr qsizetype Text = 256;   ///< of names and URIs; longer ones are cut
        static constexpr qsizetype Name = 256;   ///< Call-ID and tags; what is longer is not taken
        static constexpr qsizetype Target = 512; ///< the same for where somebody is reached
    };
    enum class Scope {
        Full,
        Partial ///< only what has changed
    } scope
        = Scope::Full;
    quint32 version = 0; ///< counts the documents of one subscription
    QString entity;      ///< whose dialogs
    QList<DialogEntry> dialogs;

    static Result<DialogInfo, DialogInfoError> parse(const QByteArray &xml);
    QByteArray toBytes() const;
    friend bool operator==(const DialogInfo &, const DialogInfo &) = default;
};

} // namespace carillon
