#pragma once

#include "CallHeader.h"
#include "Clock.h"
#include "ConsultPresentation.h"
#include "KeyTable.h"
#include "Suggestions.h"

class QBoxLayout;
class QShortcut;

namespace carillon {

class Button;
class ConferenceRow;
class DiagnosisRow;
class ConsultPanel;
class DialPad;
class IconButton;
class QuestionCard;
class RecordingRow;
class TextLabel;
class TransferRow;

/// One call. Shows what present() says, asks for things by signals; closing it hides it and never ends the
/// call. Whatever comes and goes by itself stands below the buttons, so that none of them moves under a
/// pointer.
class CallWindow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr Milliseconds escapeTime{2000};
    static constexpr Milliseconds refusalTime{6000};
    static constexpr Milliseconds tonesTime{4000};
    enum class Recording {
        Start, ///< or go on
        Pause,
        Stop
    };

    explicit CallWindow(Clock &clock, Suggest suggest = {}, QWidget *parent = nullptr);
    ~CallWindow() override;
    void setCall(const CallState &call, const CallContext &context);
    void setTransferTargets(const QList<TransferTarget> &targets);
    void setTransferOptions(const TransferOptions &options);
    /// While somebody is asked about this call: as two halves in place of the header. Nothing: nobody is.
    void setConsult(const std::optional<ConsultPresentation> &consult);
    bool isConsulting() const { return m_consult.has_value(); }
    /// 0..1; cheap enough for ten times a second.
    void setLevels(float input, float output);
    /// Something that was asked for could not be done: shown for some seconds.
    void showRefusal(const QString &sentence) { tell(sentence, Tone::Attention); }
    /// Something good to know, in the same place and for as long.
    void showNews(const QString &sentence) { tell(sentence, Tone::Second); }
    /// Whether somebody sees level bars move now.
    bool wantsLevels() const;
    const CallPresentation &shown() const { return m_shown; }
    QString sentence() const;    ///< the line that says what happens now
    QString explanation() const; ///< what is unfolded below; empty when nothing is
    TransferRow &transferRow() const { return *m_transfer; }

Q_SIGNALS:
    void muteRequested(bool muted);
    void holdRequested(bool held);
    void toneRequested(QChar digit);
    void hangUpRequested();
    void reconnectRequested();
    void recordingRequested(carillon::CallWindow::Recording wish);
    void fixRequested();
    void selfTestRequested(); ///< the page that tries the sound out
    void transferRequested(const carillon::TransferRequest &request);
    /// A call, perhaps another one, was dropped on a chip.
    void callDropped(const QString &callId, const carillon::TransferRequest &request);
    void consultRequested(carillon::ConsultAct act);
    void stripAsked(); ///< shown or hidden
    void keysAsked();  ///< the list of the keys
    void referralAnswered(bool accepted);
    void waitingDigitsAnswered(bool isYes);
    void mergeRequested(const QString &callId);
    void splitRequested();
    void leaveRequested();
    void answerAsked();       ///< the key for answering whoever rings
    void declineAsked();      ///< the key for declining whoever rings
    void visibilityChanged(); ///< or minimised, or back
    /// Ended and read: the window may go.
    void finished();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLayout *makeButtons();
    void arrangeButtons();
    void makeShortcuts();
    void press(KeyAction action);
    bool pressEnter(Qt::KeyboardModifiers modifiers);
    void wire();
    void wireTransfers();
    /// What the buttons mean: this call, or the one we talk to while asking.
    const CallPresentation &active() const { return m_consult ? m_consult->active : m_shown; }
    void showSentence(const QString &sentence, Tone tone, const QStringList &names = {});
    void wireConference();
    void wireSound();
    void tell(const QString &sentence, Tone tone);
    void render();
    void renderButtons();
    void renderSentence();
    void renderSound(const CallPresentation &shown);
    void renderExplanation();
    void renderButton(IconButton &button, const ButtonPresentation &shown);
    void renderClosing();
    void sendTone(QChar digit);
    void escape();
    void setKeypadVisible(bool visible);
    void fitHeight();

    Timer m_escapeTimer;
    Timer m_closeTimer;
    Timer m_refusalTimer;
    Timer m_tonesTimer;
    CallPresentation m_shown;
    std::optional<ConsultPresentation> m_consult;
    QString m_callId;
    CallHeader::Topic m_topic = CallHeader::Topic::Nothing;
    QString m_refusal; ///< or news
    Tone m_refusalTone = Tone::Attention;
    QString m_tones; ///< what was sent lately
    CallHeader *m_header;
    ConsultPanel *m_panel; ///< in its place while somebody is asked
    IconButton *m_mute = nullptr;
    IconButton *m_hold = nullptr;
    IconButton *m_keypadButton = nullptr;
    IconButton *m_record = nullptr;
    IconButton *m_hangUp = nullptr;
    QBoxLayout *m_buttons = nullptr;
    RecordingRow *m_recording;
    DiagnosisRow *m_diagnosis;
    DialPad *m_keypad;
    QWidget *m_rule;
    TransferRow *m_transfer;
    ConferenceRow *m_conference;
    QuestionCard *m_question;
    QuestionCard *m_digits;
    TextLabel *m_explanation;
    Button *m_selfTest;              ///< below the explanation of the sound
    QList<QShortcut *> m_letterKeys; ///< off while somebody types
};

} // namespace carillon
