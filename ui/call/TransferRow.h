#pragma once

#include "CallPresentation.h"
#include "Clock.h"
#include "Suggestions.h"
#include "TransferChip.h"

#include <QWidget>

class QLineEdit;

namespace carillon {

class Button;
class ElidedLabel;
class TextLabel;

/// "Hand over to": a field which knows names, chips, and two seconds in which a blind transfer can be taken
/// back.
class TransferRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostChips = 6;
    static constexpr Milliseconds undoTime{2000};

    explicit TransferRow(Clock &clock, Suggest suggest = {}, QWidget *parent = nullptr);
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
    /// The time for taking back has passed. @p name is the one that was shown, or empty.
    void sendRequested(const QString &target, const QString &name);
    void connectRequested(const QString &callId);
    void detailAsked(); ///< what stands behind the outcome
    void heightChanged();

private:
    void wire();
    void submit();
    void begin(const QString &target, const QString &name);
    void leaveUndo();
    void choose(const TransferTarget &target);
    void render();
    void showChips();
    QList<TransferTarget> fittingTargets() const;

    Timer m_undoTimer;
    Suggest m_suggest;
    QString m_caller;
    TransferTarget m_pending;
    QList<TransferTarget> m_targets;
    QList<HistoryEntry> m_suggestions; ///< what fits the field
    QList<TransferChip *> m_shownChips;
    CallPresentation m_shown;
    TextLabel *m_outcome;
    Button *m_details;
    QWidget *m_entry;
    QLineEdit *m_field;
    Button *m_send;
    QWidget *m_progress;
    ElidedLabel *m_sentence;
    Button *m_undo;
    QWidget *m_chips;
};

} // namespace carillon
