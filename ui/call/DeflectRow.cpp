#include "DeflectRow.h"

#include "FlowLayout.h"
#include "Metrics.h"
#include "TabOrder.h"
#include "TransferChip.h"

namespace carillon {

DeflectRow::DeflectRow(QWidget *parent)
    : QWidget(parent)
{
    auto *chips = new FlowLayout(metrics::gapSmall, this);
    Q_UNUSED(chips)
    hide();
}

void DeflectRow::setTargets(const QString &caller, const QList<TransferTarget> &targets)
{
    QList<ChipPresentation> shown;
    for (const TransferTarget &target : targets) {
        if (target.kind == TransferTarget::Kind::Person && shown.size() < mostChips)
            shown.append(presentDeflection(target, caller));
    }
    if (shown == m_shown)
        return;
    const bool areTheSame = std::equal(shown.begin(), shown.end(), m_shown.begin(), m_shown.end(),
        [](const ChipPresentation &one, const ChipPresentation &other) {
            return isSameParty(one.target, other.target);
        });
    m_shown = shown;
    if (areTheSame) { // a lamp is another: no chip goes away under the pointer
        for (qsizetype i = 0; i < m_chips.size(); ++i)
            m_chips[i]->setPresentation(m_shown[i]);
        return;
    }
    for (TransferChip *chip : std::as_const(m_chips)) {
        chip->setParent(nullptr);
        chip->deleteLater(); // its click may be what brought us here
    }
    m_chips.clear();
    for (const ChipPresentation &one : std::as_const(m_shown)) {
        auto *chip = new TransferChip(one, this);
        chip->setAcceptDrops(false); // it rings: nothing can be dragged here
        layout()->addWidget(chip);
        chip->show();
        m_chips.append(chip);
        connect(chip, &TransferChip::chosen, this,
            [this](const TransferRequest &request) { Q_EMIT chosen(request.target.target); });
    }
    setVisible(!m_chips.isEmpty());
    tabInLayoutOrder(*window());
}

} // namespace carillon
