#pragma once

#include <QList>
#include <QString>
#include <chrono>

namespace carillon {

/// Somebody the call can be handed to.
struct TransferTarget {
    enum class Kind { LiveCall, Person } kind = Kind::Person;
    QString name;
    QString target; ///< a live call's id, a person's address
    friend bool operator==(const TransferTarget &, const TransferTarget &) = default;
};

/// What is done with a call and a target.
enum class TransferVerb {
    Send,    ///< blind
    Ask,     ///< the target is called first
    Connect, ///< two live calls: they are joined, and we are out
    Merge,   ///< the target comes to the call, and we stay
    Code,    ///< the exchange's own way: digits in the call
};

struct TransferRequest {
    TransferVerb verb = TransferVerb::Send;
    TransferTarget target;
    friend bool operator==(const TransferRequest &, const TransferRequest &) = default;
};

/// What the settings and the other side's phone allow.
struct TransferOptions {
    TransferVerb usual = TransferVerb::Send; ///< or Ask: what Enter does, and the larger half of a chip
    std::chrono::seconds undo{2};            ///< for taking back what was sent; 0: at once
    QString code;         ///< what an exchange takes from phones that cannot be handed over
    bool canRefer = true; ///< the phone of the caller can be handed over
    friend bool operator==(const TransferOptions &, const TransferOptions &) = default;
};

/// A verb as it is printed on a target, so that no click is a guess.
struct VerbPresentation {
    TransferVerb verb = TransferVerb::Send;
    QString caption;  ///< "Send"
    QString sentence; ///< "Send Anna to Bob"
    friend bool operator==(const VerbPresentation &, const VerbPresentation &) = default;
};

/// One target with its verbs: the usual one first.
struct ChipPresentation {
    TransferTarget target;
    QString caller;
    QList<VerbPresentation> verbs;
    friend bool operator==(const ChipPresentation &, const ChipPresentation &) = default;
};
ChipPresentation presentChip(
    const TransferTarget &target, const QString &caller, const TransferOptions &options);
/// For a call that rings: it can only be sent, unanswered.
ChipPresentation presentDeflection(const TransferTarget &target, const QString &caller);
/// For a call that is dropped on another one.
ChipPresentation presentJoining(
    const TransferTarget &other, const QString &caller, const TransferOptions &options);
/// For what is typed into the field.
QList<VerbPresentation> presentFieldVerbs(const QString &caller, const TransferOptions &options);
/// "Connect Anna + Bob"
QString liveCallCaption(TransferVerb verb, const QString &caller, const QString &name);
/// What stands in place of the field while it can be taken back.
QString pendingSentence(const TransferRequest &request, const QString &caller);
/// Why the chips do not say Send; empty where they do.
QString transferHint(const QString &caller, const TransferOptions &options);
/// Whether a moment is given for taking it back.
bool canBeTakenBack(TransferVerb verb);

} // namespace carillon
