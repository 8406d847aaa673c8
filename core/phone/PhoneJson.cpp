#include "PhoneJson.h"

#include "AccountFields.h"

#include <QJsonArray>
#include <QMetaEnum>

namespace carillon {

namespace {

QString by(CallState::End::By by)
{
    switch (by) {
    case CallState::End::By::Local: return QStringLiteral("local");
    case CallState::End::By::Remote: return QStringLiteral("remote");
    case CallState::End::By::Network: return QStringLiteral("network");
    }
    Q_UNREACHABLE();
}

QString encryption(CallState::Encryption encryption)
{
    switch (encryption) {
    case CallState::Encryption::None: return QStringLiteral("none");
    case CallState::Encryption::Sdes: return QStringLiteral("sdes");
    case CallState::Encryption::Dtls: return QStringLiteral("dtls");
    }
    Q_UNREACHABLE();
}

QString media(CallState::Way way)
{
    switch (way) {
    case CallState::Way::None: return QStringLiteral("none");
    case CallState::Way::Connecting: return QStringLiteral("connecting");
    case CallState::Way::Securing: return QStringLiteral("securing");
    case CallState::Way::Connected: return QStringLiteral("connected");
    case CallState::Way::Interrupted: return QStringLiteral("interrupted");
    case CallState::Way::Failed: return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QString quality(CallState::Quality quality)
{
    switch (quality) {
    case CallState::Quality::Unknown: return QStringLiteral("unknown");
    case CallState::Quality::Good: return QStringLiteral("good");
    case CallState::Quality::Fair: return QStringLiteral("fair");
    case CallState::Quality::Poor: return QStringLiteral("poor");
    }
    Q_UNREACHABLE();
}

QString direction(CallState::Diagnosis::Direction direction)
{
    switch (direction) {
    case CallState::Diagnosis::Direction::None: return QStringLiteral("none");
    case CallState::Diagnosis::Direction::Heard: return QStringLiteral("heard");
    case CallState::Diagnosis::Direction::Sent: return QStringLiteral("sent");
    case CallState::Diagnosis::Direction::Both: return QStringLiteral("both");
    }
    Q_UNREACHABLE();
}

QString fix(CallState::Fix fix)
{
    switch (fix) {
    case CallState::Fix::None: return QStringLiteral("none");
    case CallState::Fix::Reconnect: return QStringLiteral("reconnect");
    case CallState::Fix::UseRelay: return QStringLiteral("use-relay");
    case CallState::Fix::ChooseMicrophone: return QStringLiteral("choose-microphone");
    case CallState::Fix::ChooseLoudspeaker: return QStringLiteral("choose-loudspeaker");
    case CallState::Fix::Unmute: return QStringLiteral("unmute");
    case CallState::Fix::UnmuteSystem: return QStringLiteral("unmute-system");
    case CallState::Fix::Resume: return QStringLiteral("resume");
    }
    Q_UNREACHABLE();
}

/// Null while nothing is wrong.
QJsonValue diagnosisOf(const CallState &state)
{
    if (state.diagnosis.cause.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("cause"), state.diagnosis.cause},
        {QStringLiteral("direction"), direction(state.diagnosis.direction)},
        {QStringLiteral("sentence"), state.diagnosis.sentence}, {QStringLiteral("fix"), fix(state.fix)}};
}

QString outcome(HistoryEntry::Outcome outcome)
{
    switch (outcome) {
    case HistoryEntry::Outcome::Answered: return QStringLiteral("answered");
    case HistoryEntry::Outcome::Missed: return QStringLiteral("missed");
    case HistoryEntry::Outcome::Declined: return QStringLiteral("declined");
    case HistoryEntry::Outcome::Busy: return QStringLiteral("busy");
    case HistoryEntry::Outcome::NoAnswer: return QStringLiteral("noanswer");
    case HistoryEntry::Outcome::Cancelled: return QStringLiteral("cancelled");
    case HistoryEntry::Outcome::Failed: return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QJsonValue endOf(const CallState &state)
{
    if (!state.end)
        return QJsonValue::Null;
    return QJsonObject{
        {QStringLiteral("code"), state.end->code},
        {QStringLiteral("phrase"), state.end->phrase},
        {QStringLiteral("by"), by(state.end->by)},
        {QStringLiteral("sentence"), state.end->sentence},
    };
}

QJsonValue conferenceOf(const CallState &state)
{
    if (!state.conference)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("id"), state.conference->id},
        {QStringLiteral("members"), QJsonArray::fromStringList(state.conference->members)}};
}

/// How many, not which: they may be a secret.
QJsonObject digitsOf(const CallState &state)
{
    const auto name = [&] {
        switch (state.digits.state) {
        case CallState::Digits::State::None: return QStringLiteral("none");
        case CallState::Digits::State::Unanswered: return QStringLiteral("unanswered");
        case CallState::Digits::State::Pausing: return QStringLiteral("pausing");
        case CallState::Digits::State::Confirming: return QStringLiteral("confirming");
        }
        Q_UNREACHABLE();
    };
    return {{QStringLiteral("state"), name()}, {QStringLiteral("waiting"), state.digits.waiting.size()}};
}

QJsonObject recordingOf(const CallState::Recording &recording)
{
    using State = CallState::Recording::State;
    const auto name = [&] {
        switch (recording.state) {
        case State::Off: return QStringLiteral("off");
        case State::Starting: return QStringLiteral("starting");
        case State::On: return QStringLiteral("on");
        case State::Paused: return QStringLiteral("paused");
        case State::Stopping: return QStringLiteral("stopping");
        }
        Q_UNREACHABLE();
    };
    const bool isWritten = recording.state == State::On || recording.state == State::Paused;
    return {{QStringLiteral("state"), name()},
        {QStringLiteral("file"),
            isWritten ? QJsonValue(recording.files.constLast()) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("files"), QJsonArray::fromStringList(recording.files)},
        {QStringLiteral("problem"), recording.problem}};
}

QJsonValue time(const std::optional<QDateTime> &time)
{
    return time ? QJsonValue(time->toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QString PhoneJson::stateName(Account::State state)
{
    return QString::fromLatin1(QMetaEnum::fromType<Account::State>().valueToKey(int(state)));
}

QString PhoneJson::phaseName(CallState::Phase phase)
{
    switch (phase) {
    case CallState::Phase::Initial: return QStringLiteral("Initial");
    case CallState::Phase::Establishing: return QStringLiteral("Establishing");
    case CallState::Phase::Established: return QStringLiteral("Established");
    case CallState::Phase::Terminating: return QStringLiteral("Terminating");
    case CallState::Phase::Terminated: return QStringLiteral("Terminated");
    }
    Q_UNREACHABLE();
}

QString PhoneJson::transferName(CallState::Transfer transfer)
{
    switch (transfer) {
    case CallState::Transfer::None: return QStringLiteral("none");
    case CallState::Transfer::Trying: return QStringLiteral("trying");
    case CallState::Transfer::Ringing: return QStringLiteral("ringing");
    case CallState::Transfer::Succeeded: return QStringLiteral("succeeded");
    case CallState::Transfer::Failed: return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QJsonObject PhoneJson::account(const Account &account)
{
    const AccountSettings &settings = account.settings();
    return {
        {QStringLiteral("id"), account.id()},
        {QStringLiteral("aor"), settings.aor},
        {QStringLiteral("displayName"), settings.displayName},
        {QStringLiteral("authUser"), settings.authUser},
        {QStringLiteral("server"), settings.server},
        {QStringLiteral("outboundProxy"), settings.outboundProxy},
        {QStringLiteral("ca"), settings.caFile},
        {QStringLiteral("transport"), account.transport()},
        {QStringLiteral("mediaEncryption"),
            AccountFields::value(settings, QStringLiteral("media-encryption"))},
        {QStringLiteral("ice"), AccountFields::value(settings, QStringLiteral("ice"))},
        {QStringLiteral("codecs"), settings.codecs}, // empty: as the setting says
        {QStringLiteral("stun"), settings.stunServer},
        {QStringLiteral("turn"), AccountFields::value(settings, QStringLiteral("turn"))}, // no password
        {QStringLiteral("registers"), settings.registers},
        {QStringLiteral("sessionTimer"), settings.sessionTimerSeconds},
        {QStringLiteral("pickupCode"), settings.pickupCode},
        {QStringLiteral("compactHeaders"), settings.compactHeaders},
        {QStringLiteral("state"), stateName(account.state())},
        {QStringLiteral("registered"), account.isRegistered()},
        {QStringLiteral("ready"), account.isReady()},
        {QStringLiteral("passwordKept"), account.isPasswordKept()},
        {QStringLiteral("turnPasswordKept"), account.isTurnPasswordKept()},
        {QStringLiteral("expiresIn"), qint64(account.expiresIn().count())},
        {QStringLiteral("contact"), account.contact()},
        {QStringLiteral("reason"), account.reason()},
        {QStringLiteral("detail"), account.detail()},
    };
}

QJsonObject PhoneJson::call(const CallState &state)
{
    return {
        {QStringLiteral("id"), state.id},
        {QStringLiteral("direction"),
            state.direction == CallState::Direction::Incoming ? QStringLiteral("in") : QStringLiteral("out")},
        {QStringLiteral("account"), state.accountId},
        {QStringLiteral("localUri"), state.localUri},
        {QStringLiteral("remoteUri"), state.remoteUri},
        {QStringLiteral("remoteName"), state.remoteName},
        {QStringLiteral("state"), phaseName(state.phase)},
        {QStringLiteral("ringing"), state.ringing},
        {QStringLiteral("heldLocal"), state.heldLocal},
        {QStringLiteral("heldRemote"), state.heldRemote},
        {QStringLiteral("muted"), state.muted},
        {QStringLiteral("conference"), conferenceOf(state)},
        {QStringLiteral("speaking"), state.speaking},
        {QStringLiteral("digits"), digitsOf(state)},
        {QStringLiteral("recording"), recordingOf(state.recording)},
        {QStringLiteral("talkingWhileMuted"), state.talkingWhileMuted},
        {QStringLiteral("video"),
            QJsonObject{{QStringLiteral("sending"), false}, {QStringLiteral("receiving"), false}}},
        {QStringLiteral("codec"), state.codec},
        {QStringLiteral("encryption"), encryption(state.encryption)},
        {QStringLiteral("media"), media(state.way)},
        {QStringLiteral("signallingSecure"), state.signallingSecure},
        {QStringLiteral("quality"), quality(state.quality)},
        {QStringLiteral("qualitySentence"), state.qualitySentence},
        {QStringLiteral("diagnosis"), diagnosisOf(state)},
        {QStringLiteral("startedAt"), state.startedAt.toString(Qt::ISODateWithMs)},
        {QStringLiteral("establishedAt"), time(state.establishedAt)},
        {QStringLiteral("durationMs"), state.durationMs},
        {QStringLiteral("end"), endOf(state)},
        {QStringLiteral("transfer"),
            QJsonObject{{QStringLiteral("state"), transferName(state.transfer.state)},
                {QStringLiteral("code"), state.transfer.code},
                {QStringLiteral("target"), state.transfer.target},
                {QStringLiteral("sentence"), state.transfer.sentence}}},
        {QStringLiteral("referral"),
            state.referralTarget ? QJsonValue(*state.referralTarget) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("referralUri"), state.referralUri},
        {QStringLiteral("redirects"), QJsonArray::fromStringList(state.redirects)},
        {QStringLiteral("divertedBy"), state.divertedBy},
        {QStringLiteral("via"), state.via},
        {QStringLiteral("transferredTo"), state.transferredTo},
        {QStringLiteral("canRefer"), state.canRefer},
        {QStringLiteral("consultOf"), state.consultOf},
        {QStringLiteral("identitySigned"), state.isIdentitySigned},
        // Whatever a person should know of the call now; the two are apart beside it.
        {QStringLiteral("problem"),
            state.transfer.sentence.isEmpty() ? state.problem : state.transfer.sentence},
        {QStringLiteral("mediaProblem"), state.problem},
    };
}

QString PhoneJson::lampName(Lamp lamp)
{
    switch (lamp) { // no default: a new lamp must break this build
    case Lamp::Unknown: return QStringLiteral("unknown");
    case Lamp::Idle: return QStringLiteral("idle");
    case Lamp::Ringing: return QStringLiteral("ringing");
    case Lamp::Busy: return QStringLiteral("busy");
    }
    Q_UNREACHABLE();
}

QJsonObject PhoneJson::favourite(const FavouriteState &state)
{
    return {
        {QStringLiteral("id"), state.favourite.id},
        {QStringLiteral("name"), state.favourite.name},
        {QStringLiteral("target"), state.favourite.target},
        {QStringLiteral("account"), state.favourite.accountId},
        {QStringLiteral("uri"), state.address},
        {QStringLiteral("lamp"), lampName(state.lamp)},
        {QStringLiteral("party"), state.party},
    };
}

QJsonObject PhoneJson::historyEntry(const HistoryEntry &entry)
{
    return {
        {QStringLiteral("id"), entry.id},
        {QStringLiteral("account"), entry.accountId},
        {QStringLiteral("direction"),
            entry.direction == HistoryEntry::Direction::Incoming ? QStringLiteral("in")
                                                                 : QStringLiteral("out")},
        {QStringLiteral("outcome"), outcome(entry.outcome)},
        {QStringLiteral("remoteUri"), entry.remoteUri},
        {QStringLiteral("remoteName"), entry.remoteName},
        {QStringLiteral("startedAt"), entry.startedAt.toString(Qt::ISODateWithMs)},
        {QStringLiteral("durationMs"), entry.durationMs},
        {QStringLiteral("code"), entry.code},
        {QStringLiteral("seen"), entry.seen},
        {QStringLiteral("recordings"), QJsonArray::fromStringList(entry.recordings)},
        {QStringLiteral("mosMean"), entry.mosMean > 0 ? QJsonValue(entry.mosMean) : QJsonValue()},
        {QStringLiteral("mosLeast"), entry.mosLeast > 0 ? QJsonValue(entry.mosLeast) : QJsonValue()},
        {QStringLiteral("qualitySentence"), entry.qualitySentence},
        {QStringLiteral("via"), entry.via},
        {QStringLiteral("transferredTo"), entry.transferredTo},
    };
}

} // namespace carillon
