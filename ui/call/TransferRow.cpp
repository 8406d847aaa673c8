#include "TransferRow.h"

#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int longestTarget = 255;

QHBoxLayout *makeRow(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gapSmall);
    return row;
}

} // namespace

TransferRow::TransferRow(Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_undoTimer(clock)
    , m_outcome(new TextLabel(this))
    , m_entry(new QWidget(this))
    , m_field(new QLineEdit(m_entry))
    , m_send(new QPushButton(tr("&Send"), m_entry))
    , m_progress(new QWidget(this))
    , m_sentence(new ElidedLabel(m_progress))
    , m_undo(new QPushButton(tr("&Undo"), m_progress))
    , m_chips(new QWidget(this))
{
    m_outcome->setTone(Tone::Attention);
    m_field->setPlaceholderText(tr("Hand over to…"));
    m_field->setMaxLength(longestTarget);
    m_field->setClearButtonEnabled(false);
    m_send->setAutoDefault(false);
    QHBoxLayout *entry = makeRow(m_entry);
    entry->addWidget(m_field, 1);
    entry->addWidget(m_send);
    QHBoxLayout *progress = makeRow(m_progress);
    m_sentence->setMinimumHeight(metrics::minTarget + 2); // as high as the field it replaces
    progress->addWidget(m_sentence, 1);
    progress->addWidget(m_undo);
    m_undo->setToolTip(plainToolTip(tr("Take it back (Esc)")));
    auto *chips = new FlowLayout(metrics::gapSmall, m_chips);
    Q_UNUSED(chips)
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (QWidget *part : {static_cast<QWidget *>(m_outcome), m_entry, m_progress, m_chips})
        column->addWidget(part);

    connect(m_field, &QLineEdit::textChanged, this, &TransferRow::render);
    connect(m_field, &QLineEdit::returnPressed, m_send, &QPushButton::click);
    connect(m_send, &QPushButton::clicked, this, [this] { begin(m_field->text().trimmed(), {}); });
    connect(m_undo, &QPushButton::clicked, this, &TransferRow::undo);
    render();
}

void TransferRow::setCaller(const QString &name)
{
    if (m_caller == name)
        return;
    m_caller = name;
    m_field->setAccessibleName(tr("Name or number to hand %1 over to").arg(name));
    m_send->setAccessibleName(tr("Send %1 to the name or number typed").arg(name));
    m_undo->setAccessibleName(tr("Take back sending %1").arg(name));
    buildChips();
}

void TransferRow::setTargets(const QList<TransferTarget> &targets)
{
    const QList<TransferTarget> first = targets.mid(0, mostChips);
    if (m_targets == first)
        return;
    m_targets = first;
    buildChips();
}

void TransferRow::setPresentation(const CallPresentation &shown)
{
    m_shown = shown;
    if (!shown.showsTransferRow)
        m_undoTimer.stop(); // the call is over: nothing is left to hand over
    render();
}

bool TransferRow::isPending() const
{
    return m_undoTimer.isRunning();
}

void TransferRow::undo()
{
    m_undoTimer.stop();
    leaveUndo();
    render();
}

void TransferRow::focusField()
{
    if (!m_entry->isHidden())
        m_field->setFocus(Qt::ShortcutFocusReason);
}

bool TransferRow::fieldHasFocus() const
{
    return window()->focusWidget() == m_field;
}

void TransferRow::leaveField()
{
    m_field->clear();
    m_field->clearFocus();
}

QString TransferRow::sentence() const
{
    return m_progress->isHidden() ? QString() : m_sentence->text();
}

void TransferRow::begin(const QString &target, const QString &name)
{
    if (target.isEmpty() || isPending())
        return;
    m_pending = {TransferTarget::Kind::Person, name, target};
    m_undoTimer.start(undoTime, [this] {
        m_field->clear();
        leaveUndo();
        render();
        Q_EMIT sendRequested(m_pending.target, m_pending.name);
    });
    render();
    m_undo->setFocus(Qt::OtherFocusReason);
}

// Its button goes: the keys are those of the call again, not of whatever stands next in the order of Tab.
void TransferRow::leaveUndo()
{
    if (window()->focusWidget() == m_undo)
        window()->setFocus(Qt::OtherFocusReason);
}

void TransferRow::choose(const TransferTarget &target)
{
    if (target.kind == TransferTarget::Kind::LiveCall)
        Q_EMIT connectRequested(target.target);
    else
        begin(target.target, target.name);
}

void TransferRow::render()
{
    const bool pending = isPending();
    const QString name = m_pending.name.isEmpty() ? m_pending.target : m_pending.name;
    const QString sentence = pending ? tr("Sending %1 to %2…").arg(m_caller, name) : m_shown.transferSentence;
    const bool underWay = !sentence.isEmpty();
    m_sentence->setText(sentence);
    m_undo->setVisible(pending);
    m_progress->setVisible(underWay);
    m_entry->setVisible(!underWay);
    m_chips->setVisible(!underWay && !m_targets.isEmpty());
    m_outcome->setText(m_shown.transferOutcome);
    m_outcome->setToolTip(plainToolTip(m_shown.transferDetail));
    m_outcome->setVisible(!underWay && !m_shown.transferOutcome.isEmpty());
    m_send->setEnabled(!m_field->text().trimmed().isEmpty());
    setVisible(m_shown.showsTransferRow);
}

void TransferRow::buildChips()
{
    qDeleteAll(m_chips->findChildren<TransferChip *>(Qt::FindDirectChildrenOnly));
    for (const TransferTarget &target : m_targets) {
        auto *chip = new TransferChip(target, m_caller, m_chips);
        m_chips->layout()->addWidget(chip);
        chip->setVisible(true);
        connect(chip, &TransferChip::clicked, this, [this, target] { choose(target); });
    }
    render();
}

} // namespace carillon
