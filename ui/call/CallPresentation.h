#pragma once

#include "Call.h"
#include "Icons.h"
#include "QualityDot.h"

#include <chrono>

namespace carillon {

/// What the view knows beside the call itself.
struct CallContext {
    QString accountLabel;      ///< "1001@example.org"; empty when there is but one account
    QString transferName;      ///< the name behind the address the call is handed to, where we know one
    QString otherLiveName;     ///< with whom else we are connected now; empty when with nobody
    bool ringsLongest = false; ///< what the keys for answering and declining mean
    struct Party {
        QString callId;
        QString name;
        bool isSpeaking = false;
        friend bool operator==(const Party &, const Party &) = default;
    };
    QList<Party> joined = {};   ///< the conference this call is in, itself too; empty: in none
    QList<Party> joinable = {}; ///< other live calls
};

struct ButtonPresentation {
    enum class Show { Hidden, Disabled, Enabled };
    Show show = Show::Hidden;
    bool checked = false;
    QString caption;
    QString sentence; ///< the accessible name
};

/// What is being kept of the call in a file.
struct RecordingPresentation {
    enum class Sign {
        None,
        Working,
        Recording,
        Paused,
        Problem ///< nothing is recorded, and somebody wanted it
    } sign
        = Sign::None;
    QString words;            ///< "Recording", or why there is none
    QString sentence;         ///< the accessible name of the sign
    ButtonPresentation pause; ///< beside the sign: pauses, or goes on
};

/// Calls joined by this phone, and those that could be.
struct ConferencePresentation {
    static constexpr qsizetype mostMembers = 8; ///< that are shown by name
    struct Member {
        QString name;
        bool isSpeaking = false;
        QString sentence; ///< the accessible name
        friend bool operator==(const Member &, const Member &) = default;
    };
    struct Merge {
        QString callId;
        QString caption;
        QString sentence; ///< the accessible name
        friend bool operator==(const Merge &, const Merge &) = default;
    };
    QList<Member> members; ///< who hears each other, beside us
    QString rest;          ///< "and 3 more"
    QList<Merge> merges;
    ButtonPresentation split;
    ButtonPresentation leave;
};

/// Everything the call window shows; made by present() and nothing else. All texts are plain.
struct CallPresentation {
    enum class Timer { Hidden, Stopped, Running };
    QString title; ///< of the window
    QString name;
    QString address;
    QString sentence;  ///< what happens now, or what is wrong; may be empty
    QStringList names; ///< in the sentences: what of them may be shortened, in this order
    Tone sentenceTone = Tone::Second;
    Timer timer = Timer::Hidden;
    std::chrono::milliseconds elapsed{0};
    Icon securityIcon = Icon::LockOpen;
    QString security; ///< "Encrypted to your provider"; empty while unknown
    QualityDot::Level quality = QualityDot::Level::Unknown;
    QString qualityWord; ///< empty: nothing to say yet
    QString qualitySentence;
    ButtonPresentation mute;
    ButtonPresentation hold;
    ButtonPresentation keypad;
    ButtonPresentation record;
    RecordingPresentation recording;
    QString diagnosis;      ///< why one direction is silent; empty: nothing is wrong
    ButtonPresentation fix; ///< what would help; stands beside the diagnosis
    ButtonPresentation hangUp;
    ButtonPresentation unmute;    ///< while somebody talks and is muted; stands beside the sentence
    ButtonPresentation reconnect; ///< where the sound found no way; stands beside the sentence
    QString securitySentence;     ///< what the lock means
    QString detail; ///< code and phrase of how it ended or why it was not handed over; behind "Details"
    bool showsTransferRow = false;
    QString transferSentence; ///< stands in place of the field while a transfer is on its way
    QString transferOutcome;  ///< what became of the last one; stands below the field
    QString question;         ///< being transferred or sent on: asks with Connect and No
    QString digitsQuestion;   ///< "Send 9#?": asks with Send and Drop
    ConferencePresentation conference;
    std::optional<std::chrono::milliseconds> closesAfter;
    bool staysUnderPointer = false; ///< ended as nobody here wished: is not taken away while it is read
};
CallPresentation present(const CallState &call, const CallContext &context);

/// What the popup of a ringing call shows.
struct IncomingPresentation {
    QString title; ///< "Anna Weber is calling"
    QString name;  ///< what of the title may be shortened
    QString address;
    QString answer; ///< "Answer", or "Answer (holds Bob)"
    QString answerSentence;
};
IncomingPresentation presentIncoming(const CallState &call, const CallContext &context);

/// One line of the main window's list of ongoing calls and of the tray's menu.
struct OngoingPresentation {
    QString sentence; ///< "Anna Weber", "Calling Bob…", "Anna Weber is calling"
    QString name;     ///< what of it may be shortened
    bool ringsHere = false;
    bool established = false;
    bool muted = false;
    bool recorded = false; ///< now
    CallPresentation::Timer timer = CallPresentation::Timer::Hidden;
};
OngoingPresentation presentOngoing(const CallState &call);

/// The name of the other side, or its address as one writes it at home.
QString nameOf(const CallState &call);
/// Incoming, not yet answered.
bool ringsHere(const CallState &call);

} // namespace carillon
