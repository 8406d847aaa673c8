#pragma once

#include "CallPresentation.h"
#include "Clock.h"
#include "Suggestions.h"
#include "TransferPresentation.h"

#include <QWidget>

class QLineEdit;

namespace carillon {

class Button;
class ElidedLabel;
class TextLabel;
class TransferChip;

/// "Hand over to": a field which knows names, chips with their verbs, and a moment in which what was sent can
/// be taken back.
class TransferRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostChips = 6;

    explicit TransferRow(Clock &clock, Suggest suggest = {}, QWidget *parent = nullptr);
    void setCaller(const QString &name);
    /// Other live calls first; more than six are not shown.
    void setTargets(const QList<TransferTarget> &targets);
    void setOptions(const TransferOptions &options);
    void setPresentation(const CallPresentation &shown);
    /// As if it had been clicked: Undo comes first where there is time for it.
    void choose(const TransferRequest &request);
    /// Waiting for Undo or for its time to pass.
    bool isPending() const;
    void undo();
    void focusField();
    bool fieldHasFocus() const;
    void leaveField();        ///< empties it
    QString sentence() const; ///< what stands in place of the field; empty when the field does

Q_SIGNALS:
    /// The time for taking back has passed. The target's name is the one that was shown, or empty.
    void requested(const carillon::TransferRequest &request);
    /// A call, perhaps another one, was dropped on a chip.
    void dropped(const QString &callId, const carillon::TransferRequest &request);
    void detailAsked(); ///< what stands behind the outcome
    void heightChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // Ctrl+Enter in the field

private:
    enum class Which { Usual, Other };
    QLayout *makeOutcome();
    void wire();
    void submit(Which which);
    void begin(const TransferRequest &request);
    void leaveUndo();
    void render();
    void renderVerbs();
    void showChips();
    QList<TransferTarget> fittingTargets() const;

    Timer m_undoTimer;
    Suggest m_suggest;
    QString m_caller;
    TransferOptions m_options;
    TransferRequest m_pending;
    QList<TransferTarget> m_targets;
    QList<HistoryEntry> m_suggestions; ///< what fits the field
    QList<TransferChip *> m_shownChips;
    CallPresentation m_shown;
    TextLabel *m_hint;
    TextLabel *m_outcome;
    Button *m_details;
    QWidget *m_entry;
    QLineEdit *m_field;
    Button *m_usual;
    Button *m_other;
    QWidget *m_progress;
    ElidedLabel *m_sentence;
    Button *m_undo;
    QWidget *m_chips;
};

} // namespace carillon
