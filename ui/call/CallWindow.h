#pragma once

#include "CallPresentation.h"
#include "Clock.h"
#include "TransferChip.h"

#include <QWidget>

class QFrame;

namespace carillon {

class AvatarLabel;
class DialPad;
class ElapsedTime;
class ElidedLabel;
class IconButton;
class IconLabel;
class LevelBars;
class TextLabel;
class TransferRow;

/// One call. Shows what present() says, asks for things by signals; closing it hides it and never ends the
/// call.
class CallWindow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr Milliseconds escapeTime{2000};
    static constexpr Milliseconds refusalTime{6000};

    explicit CallWindow(Clock &clock, QWidget *parent = nullptr);
    ~CallWindow() override;
    void setCall(const CallState &call, const CallContext &context);
    void setTransferTargets(const QList<TransferTarget> &targets);
    /// 0..1; cheap enough for ten times a second.
    void setInputLevel(float level);
    /// Something that was asked for could not be done: shown for some seconds.
    void showRefusal(const QString &sentence);
    /// Whether somebody sees level bars move now.
    bool wantsLevels() const;
    const CallPresentation &shown() const { return m_shown; }
    QString sentence() const; ///< the line that says what happens now
    TransferRow &transferRow() const { return *m_transfer; }

Q_SIGNALS:
    void muteRequested(bool muted);
    void holdRequested(bool held);
    void toneRequested(QChar digit);
    void hangUpRequested();
    void transferRequested(const QString &target, const QString &name);
    void connectRequested(const QString &callId);
    void referralAnswered(bool accepted);
    void visibilityChanged();
    /// Ended and read: the window may go.
    void finished();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLayout *makeHeader();
    QLayout *makeInfo();
    QLayout *makeButtons();
    QWidget *makeQuestion();
    void render();
    void renderButton(IconButton &button, const ButtonPresentation &shown);
    void renderClosing();
    bool handleCallKey(int key);
    void escape();
    void setKeypadVisible(bool visible);
    void fitHeight();

    Timer m_escapeTimer;
    Timer m_closeTimer;
    Timer m_refusalTimer;
    CallPresentation m_shown;
    QString m_refusal;
    AvatarLabel *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_address;
    ElapsedTime *m_elapsed;
    IconLabel *m_lock;
    ElidedLabel *m_security;
    QualityDot *m_quality;
    LevelBars *m_level;
    TextLabel *m_sentence;
    QFrame *m_question;
    TextLabel *m_questionText;
    IconButton *m_mute;
    IconButton *m_hold;
    IconButton *m_keypadButton;
    IconButton *m_hangUp;
    DialPad *m_keypad;
    QWidget *m_rule;
    TransferRow *m_transfer;
};

} // namespace carillon
