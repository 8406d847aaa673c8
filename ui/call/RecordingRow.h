#pragma once

#include "CallPresentation.h"

#include <QWidget>

namespace carillon {

class Button;
class ElapsedTime;
class TextLabel;

/// A dot that is full while a file grows, a ring while it does not: the colour is never alone in saying it.
class RecordingDot final : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingDot(QWidget *parent);
    void setSign(RecordingPresentation::Sign sign);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RecordingPresentation::Sign m_sign = RecordingPresentation::Sign::None;
};

/// That the call is recorded, and for how long; or why it is not. Hidden while there is nothing to say.
class RecordingRow final : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingRow(QWidget *parent = nullptr);
    void setPresentation(const RecordingPresentation &shown);
    /// How long this take is, without its pauses.
    std::chrono::milliseconds elapsed() const;

Q_SIGNALS:
    void pauseAsked(bool pauses); ///< false: goes on

private:
    void renderTime(RecordingPresentation::Sign before);
    void announce();

    RecordingPresentation m_shown;
    RecordingDot *m_dot;
    TextLabel *m_words;
    ElapsedTime *m_time;
    Button *m_pause;
};

} // namespace carillon
