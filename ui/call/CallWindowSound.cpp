// CallWindow: recording, and what is wrong with the sound.
#include "Button.h"
#include "CallWindow.h"
#include "DiagnosisRow.h"
#include "IconButton.h"
#include "RecordingRow.h"

namespace carillon {

void CallWindow::wireSound()
{
    m_selfTest->setProperty("role", QStringLiteral("link"));
    connect(m_record, &IconButton::clicked, this, [this] {
        const bool isUnderWay = !m_record->isChecked(); // the click changed it; the call has not
        Q_EMIT recordingRequested(isUnderWay ? Recording::Stop : Recording::Start);
        render();
    });
    connect(m_recording, &RecordingRow::pauseAsked, this,
        [this](bool pauses) { Q_EMIT recordingRequested(pauses ? Recording::Pause : Recording::Start); });
    connect(m_diagnosis, &DiagnosisRow::fixAsked, this, &CallWindow::fixRequested);
    connect(m_selfTest, &Button::clicked, this, &CallWindow::selfTestRequested);
}

void CallWindow::renderSound(const CallPresentation &shown)
{
    renderButton(*m_record, shown.record);
    m_record->setIcon(shown.record.checked ? Icon::Stop : Icon::Record);
    m_recording->setPresentation(shown.recording);
    m_diagnosis->setPresentation(shown.diagnosis, shown.fix);
}

} // namespace carillon
