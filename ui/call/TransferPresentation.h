#pragma once

#include "Lamp.h"

#include <QList>
#include <QString>
#include <chrono>
#include <optional>

namespace carillon {

/// Somebody the call can be handed to.
struct TransferTarget {
    enum class Kind { LiveCall, Person } kind = Kind::Person;
    QString name;
    QString target;                ///< a live call's id, a person's address
    std::optional<Lamp> lamp = {}; ///< of a favourite
    QString party = {};            ///< whom the favourite talks to, or who calls him; empty: not told
    friend bool operator==(const TransferTarget &, const TransferTarget &) = default;
};
/// The same party, whatever its lamp says.
bool isSameParty(const TransferTarget &one, const TransferTarget &other);

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
    enum class Rule {
        Fixed,
        ByLamp ///< a favourite who is free: Send; one who is not, or of whom nothing is known: Ask
    } rule
        = Rule::Fixed;
    std::chrono::seconds undo{2}; ///< for taking back what was sent; 0: at once
    QString code;                 ///< what an exchange takes from phones that cannot be handed over
    bool canRefer = true;         ///< the phone of the caller can be handed over
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
