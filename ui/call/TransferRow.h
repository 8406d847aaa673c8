#pragma once

#include "CallPresentation.h"
#include "Clock.h"
#include "TransferChip.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace carillon {

class ElidedLabel;
class TextLabel;

/// "Hand over to": a field, chips, and two seconds in which a blind transfer can be taken back.
class TransferRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostChips = 6;
    static constexpr Milliseconds undoTime{2000};

    explicit TransferRow(Clock &clock, QWidget *parent = nullptr);
    void setCaller(const QString &name);
    /// Other live calls first; more than six are not shown.
    void setTargets(const QList<TransferTarget> &targets);
    void setPresentation(const CallPresentation &shown);
    /// Waiting for Undo or for the two seconds to pass.
    bool isPending() const;
    void undo();
    void focusField();
    bool fieldHasFocus() const;
    void leaveField();        ///< empties it
    QString sentence() const; ///< what stands in place of the field; empty when the field does

Q_SIGNALS:
    /// The time for taking back has passed. @p name is the chip's or the address itself.
    void sendRequested(const QString &target, const QString &name);
    void connectRequested(const QString &callId);

private:
    void begin(const QString &target, const QString &name);
    void leaveUndo();
    void choose(const TransferTarget &target);
    void render();
    void buildChips();

    Timer m_undoTimer;
    QString m_caller;
    TransferTarget m_pending;
    QList<TransferTarget> m_targets;
    CallPresentation m_shown;
    TextLabel *m_outcome;
    QWidget *m_entry;
    QLineEdit *m_field;
    QPushButton *m_send;
    QWidget *m_progress;
    ElidedLabel *m_sentence;
    QPushButton *m_undo;
    QWidget *m_chips;
};

} // namespace carillon
