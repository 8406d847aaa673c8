#include "CallSound.h"

#include "AudioSession.h"
#include "PhoneMedia.h"
#include "SoundSentences.h"

namespace carillon {

namespace {

CallState::Diagnosis::Direction callDirection(Diagnosis::Direction direction)
{
    using Direction = CallState::Diagnosis::Direction;
    switch (direction) {
    case Diagnosis::Direction::None: return Direction::None;
    case Diagnosis::Direction::Heard: return Direction::Heard;
    case Diagnosis::Direction::Sent: return Direction::Sent;
    case Diagnosis::Direction::Both: return Direction::Both;
    }
    Q_UNREACHABLE();
}

CallState::Fix callFix(Diagnosis::Fix fix)
{
    switch (fix) {
    case Diagnosis::Fix::None: return CallState::Fix::None;
    case Diagnosis::Fix::Reconnect: return CallState::Fix::Reconnect;
    case Diagnosis::Fix::UseRelay: return CallState::Fix::UseRelay;
    case Diagnosis::Fix::ChooseMicrophone: return CallState::Fix::ChooseMicrophone;
    case Diagnosis::Fix::ChooseLoudspeaker: return CallState::Fix::ChooseLoudspeaker;
    case Diagnosis::Fix::Unmute: return CallState::Fix::Unmute;
    case Diagnosis::Fix::UnmuteSystem: return CallState::Fix::UnmuteSystem;
    case Diagnosis::Fix::Resume: return CallState::Fix::Resume;
    }
    Q_UNREACHABLE();
}

} // namespace

void describeSound(const AudioSession &session, MediaState &state)
{
    const AudioSession::Figures figures = session.figures();
    state.mosHeard = figures.mos;
    state.mosRemote = figures.mosRemote;
    state.mosMean = session.callQuality().meanMos();
    state.mosLeast = session.callQuality().leastMos();
    state.qualitySentence = session.qualitySentence();
    state.callSentence = SoundSentences::call(session.callQuality());
    const Diagnosis &diagnosis = session.diagnosis();
    state.diagnosis = {SoundSentences::word(diagnosis.cause), callDirection(diagnosis.direction),
        SoundSentences::diagnosis(diagnosis)};
    state.fix = callFix(diagnosis.fix);
}

} // namespace carillon
