#pragma once

#include "TransferPresentation.h"

#include <QWidget>

namespace carillon {

class TransferChip;

/// Whom a ringing call can be sent to by one click. Hidden while there is nobody.
class DeflectRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype mostChips = 4;
    explicit DeflectRow(QWidget *parent = nullptr);
    /// Live calls are no targets: who calls cannot be connected before an answer.
    void setTargets(const QString &caller, const QList<TransferTarget> &targets);
    int chipCount() const { return int(m_chips.size()); }

Q_SIGNALS:
    void chosen(const QString &target);

private:
    QList<ChipPresentation> m_shown;
    QList<TransferChip *> m_chips;
};

} // namespace carillon
