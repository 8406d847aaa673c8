#include "RecordingPresentation.h"

#include "PlainText.h"

#include <QCoreApplication>

namespace carillon {
namespace {

using State = CallState::Recording::State;
using Show = ButtonPresentation::Show;
using Sign = RecordingPresentation::Sign;

QString text(const char *source)
{
    return QCoreApplication::translate("RecordingPresentation", source);
}

Sign signOf(const CallState::Recording &recording)
{
    switch (recording.state) { // no default: a new state must break this build
    case State::Off: return recording.problem.isEmpty() ? Sign::None : Sign::Problem;
    case State::Starting:
    case State::Stopping: return Sign::Working;
    case State::On: return Sign::Recording;
    case State::Paused: return Sign::Paused;
    }
    Q_UNREACHABLE();
}

/// @returns what the sign says, and as a whole sentence.
std::pair<QString, QString> wordsOf(const CallState &call)
{
    const QString name = isolated(nameOf(call));
    switch (call.recording.state) { // no default: a new state must break this build
    case State::Off: return {call.recording.problem, call.recording.problem};
    case State::Starting:
        return {text("Starting to record…"), text("The recording of the call with %1 begins.").arg(name)};
    case State::On: return {text("Recording"), text("The call with %1 is being recorded.").arg(name)};
    case State::Paused:
        return {text("Recording paused"), text("The recording of the call with %1 is paused.").arg(name)};
    case State::Stopping:
        return {text("Finishing the recording…"),
            text("The recording of the call with %1 is being finished.").arg(name)};
    }
    Q_UNREACHABLE();
}

} // namespace

bool isRecording(const CallState &call)
{
    return call.recording.state == State::On;
}

void presentRecording(const CallState &call, CallPresentation &shown)
{
    const State state = call.recording.state;
    const bool isUp = call.phase == CallState::Phase::Established;
    const bool isUnderWay = state == State::Starting || state == State::On || state == State::Paused;
    const QString name = isolated(nameOf(call));
    shown.record = {.show = isUp && state != State::Stopping ? Show::Enabled : Show::Disabled,
        .checked = isUnderWay,
        .caption = isUnderWay ? text("Stop") : text("Record"),
        .sentence = isUnderWay ? text("Stop recording the call with %1").arg(name)
                               : text("Record the call with %1").arg(name)};
    shown.recording.sign = signOf(call.recording);
    std::tie(shown.recording.words, shown.recording.sentence) = wordsOf(call);
    if (!isUp || (state != State::On && state != State::Paused))
        return;
    const bool isPaused = state == State::Paused;
    shown.recording.pause = {.show = Show::Enabled,
        .checked = isPaused,
        .caption = isPaused ? text("Go o&n") : text("&Pause"),
        .sentence = isPaused ? text("Go on recording the call with %1").arg(name)
                             : text("Pause the recording of the call with %1").arg(name)};
}

} // namespace carillon
