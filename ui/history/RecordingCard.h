#pragma once

#include "PastCallPresentation.h"

#include <QFrame>

namespace carillon {

class Button;
class IconButton;
class TextLabel;

/// One recording: plays, stops, says where it is.
class RecordingCard final : public QFrame
{
    Q_OBJECT
public:
    /// @p name: of the other side, for screen readers.
    RecordingCard(const PastRecording &recording, const QString &name, QWidget *parent = nullptr);
    QString file() const { return m_recording.file; }
    enum class Run { Stopped, Playing };
    /// @p durationMs 0: not known
    void setPlaying(Run run, qint64 positionMs, qint64 durationMs);

Q_SIGNALS:
    void playRequested(const QString &file);
    void stopRequested();
    void folderRequested(const QString &file);

private:
    void renderButton();

    PastRecording m_recording;
    QString m_name;
    Run m_run = Run::Stopped;
    IconButton *m_play;
    TextLabel *m_position;
};

} // namespace carillon
