#pragma once

#include "Page.h"
#include "SelfTestPresentation.h"

namespace carillon {

class Button;
class TextLabel;

/// Tries microphone, loudspeaker and the phone's own network out, and says what each of it means as soon as
/// it is known.
class SelfTestPage final : public Page
{
    Q_OBJECT
public:
    explicit SelfTestPage(QWidget *parent = nullptr);
    void setPresentation(const SelfTestPresentation &shown);
    const SelfTestPresentation &shown() const { return m_shown; }
    QWidget *firstFocus() const override;

Q_SIGNALS:
    void startRequested();
    void stopRequested();

private:
    void renderSteps();

    SelfTestPresentation m_shown;
    TextLabel *m_sentence;
    Button *m_start;
    Button *m_stop; ///< while it runs
    QWidget *m_steps = nullptr;
    bool m_isAwaited = false; ///< whoever started it is still here
};

} // namespace carillon
