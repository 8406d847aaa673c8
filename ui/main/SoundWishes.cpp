#include "SoundWishes.h"

#include "CallWindow.h"

namespace carillon {
namespace {

PhoneResult<> record(Call &call, CallWindow::Recording wish)
{
    switch (wish) { // no default: a new wish must break this build
    case CallWindow::Recording::Start: return call.startRecording();
    case CallWindow::Recording::Pause: return call.pauseRecording();
    case CallWindow::Recording::Stop: return call.stopRecording();
    }
    Q_UNREACHABLE();
}

bool needsAPerson(CallState::Fix fix)
{
    return fix == CallState::Fix::ChooseMicrophone || fix == CallState::Fix::ChooseLoudspeaker;
}

} // namespace

void wireSound(CallWindow &window, const ActOnCall &act, const std::function<void()> &chooseDevice)
{
    QObject::connect(&window, &CallWindow::recordingRequested, &window,
        [act](CallWindow::Recording wish) { act([wish](Call &call) { return record(call, wish); }); });
    QObject::connect(&window, &CallWindow::fixRequested, &window, [act, chooseDevice] {
        act([chooseDevice](Call &call) -> PhoneResult<> {
            if (!needsAPerson(call.state().fix))
                return call.fix();
            chooseDevice();
            return {};
        });
    });
}

} // namespace carillon
