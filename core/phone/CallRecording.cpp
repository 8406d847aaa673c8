// Call: what is kept of it in files.
#include "CallPrivate.h"
#include "RecordingName.h"
#include "Sentences.h"

namespace carillon {

namespace {

using State = CallState::Recording::State;

Failure<PhoneError> wrongState(const QString &sentence)
{
    return Failure<PhoneError>({QStringLiteral("wrong-state"), sentence});
}

} // namespace

PhoneResult<> Call::startRecording(const QString &file)
{
    const Session *session = d->live();
    CallState::Recording &recording = d->recording;
    if (!session || session->state() != Session::State::Established || !d->handler)
        return wrongState(Sentences::text("Only a call that was answered can be recorded."));
    if (recording.state == State::Paused && file.isEmpty()) {
        d->environment.media.pauseRecording(*d->handler, false);
        recording.state = State::On;
        Q_EMIT changed();
        return {};
    }
    if (recording.state != State::Off)
        return wrongState(Sentences::text("This call is being recorded already."));
    const CallState now = state();
    const auto direction = now.direction == CallState::Direction::Incoming
        ? RecordingName::Direction::Incoming
        : RecordingName::Direction::Outgoing;
    const QDateTime when = d->environment.clock.wallTime().toLocalTime();
    RecordingOrder order = d->environment.recordingOrder();
    order.file = file;
    order.name = now.conference ? RecordingName::ofConference(when, direction)
                                : RecordingName::of(when, direction, RecordingName::partyOf(now.remoteUri));
    recording.state = State::Starting;
    recording.problem.clear();
    d->environment.media.startRecording(*d->handler, order);
    Q_EMIT changed();
    return {};
}

PhoneResult<> Call::pauseRecording()
{
    if (!d->live() || d->recording.state != State::On)
        return wrongState(Sentences::text("This call is not being recorded."));
    d->environment.media.pauseRecording(*d->handler, true);
    d->recording.state = State::Paused;
    Q_EMIT changed();
    return {};
}

PhoneResult<> Call::stopRecording()
{
    if (!d->live() || d->recording.state == State::Off || d->recording.state == State::Stopping)
        return wrongState(Sentences::text("This call is not being recorded."));
    d->recording.state = State::Stopping;
    d->environment.media.stopRecording(*d->handler);
    Q_EMIT changed();
    return {};
}

void Call::Private::recordingBegan(const QString &file)
{
    if (last)
        return;
    recording.files.append(file);
    if (recording.state == State::Starting)
        recording.state = State::On;
    Q_EMIT q->changed();
}

void Call::Private::recordingEnded(const QString &why)
{
    if (last)
        return;
    recording.state = State::Off;
    recording.problem = why;
    Q_EMIT q->changed();
}

/// With the call: its handler is there until the event loop.
void Call::Private::endRecording()
{
    if (recording.state != State::Off && recording.state != State::Stopping && handler)
        environment.media.stopRecording(*handler);
    recording.state = State::Off;
}

} // namespace carillon
