#pragma once

#include <QAbstractButton>

namespace carillon {

/// Somebody the call can be handed to.
struct TransferTarget {
    enum class Kind { LiveCall, Person } kind = Kind::Person;
    QString name;
    QString target; ///< a live call's id, a person's address
    friend bool operator==(const TransferTarget &, const TransferTarget &) = default;
};

/// A target with the verb printed on it, so that one click is never a guess: "Bob Send", "Connect with Eve".
class TransferChip final : public QAbstractButton
{
    Q_OBJECT
public:
    /// @p caller: who is handed over, for the accessible name.
    TransferChip(TransferTarget target, const QString &caller, QWidget *parent);
    void setCaller(const QString &caller);
    const TransferTarget &target() const { return m_target; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString shownName() const;

    TransferTarget m_target;
    QString m_verb; ///< beside the name; empty for a live call, whose text is a whole sentence
};

} // namespace carillon
