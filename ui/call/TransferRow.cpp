#include "TransferRow.h"

#include "Button.h"
#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
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

TransferRow::TransferRow(Clock &clock, Suggest suggest, QWidget *parent)
    : QWidget(parent)
    , m_undoTimer(clock)
    , m_suggest(std::move(suggest))
    , m_outcome(new TextLabel(this))
    , m_details(new Button(tr("&Details"), this))
    , m_entry(new QWidget(this))
    , m_field(new QLineEdit(m_entry))
    , m_send(new Button(tr("&Send"), m_entry))
    , m_progress(new QWidget(this))
    , m_sentence(new ElidedLabel(m_progress))
    , m_undo(new Button(tr("&Undo"), m_progress, Button::Obeys::OnlySpace))
    , m_chips(new QWidget(this))
{
    m_outcome->setTone(Tone::Attention);
    m_field->setPlaceholderText(tr("Hand over to…"));
    m_field->setMaxLength(longestTarget);
    m_field->setClearButtonEnabled(false);
    QHBoxLayout *entry = makeRow(m_entry);
    entry->addWidget(m_field, 1);
    entry->addWidget(m_send);
    QHBoxLayout *progress = makeRow(m_progress);
    m_sentence->setMinimumHeight(metrics::minTarget + 2); // as high as the field it replaces
    progress->addWidget(m_sentence, 1);
    progress->addWidget(m_undo);
    m_undo->setToolTip(plainToolTip(tr("Take it back (Esc or Space)")));
    auto *chips = new FlowLayout(metrics::gapSmall, m_chips);
    Q_UNUSED(chips)
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (QWidget *part : {m_entry, m_progress, m_chips})
        column->addWidget(part);
    auto *outcome = new QHBoxLayout;
    outcome->setSpacing(metrics::gapTiny);
    outcome->addWidget(m_outcome, 1);
    outcome->addWidget(m_details, 0, Qt::AlignTop);
    column->addLayout(outcome);
    m_outcome->setMinimumHeight(metrics::minTarget);
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details->setProperty("role", QStringLiteral("link"));
    m_details->setAccessibleName(tr("Details of what happened"));
    wire();
    render();
}

void TransferRow::wire()
{
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QString wanted = text.trimmed();
        m_suggestions = wanted.isEmpty() || !m_suggest ? QList<HistoryEntry>() : m_suggest(wanted);
        showChips();
    });
    connect(m_field, &QLineEdit::returnPressed, m_send, &Button::click);
    connect(m_send, &Button::clicked, this, &TransferRow::submit);
    connect(m_undo, &Button::clicked, this, &TransferRow::undo);
    connect(m_details, &Button::clicked, this, &TransferRow::detailAsked);
}

void TransferRow::setCaller(const QString &name)
{
    if (m_caller == name)
        return;
    m_caller = name;
    for (TransferChip *chip : std::as_const(m_shownChips))
        chip->setCaller(name);
    m_field->setAccessibleName(tr("Name or number to hand %1 over to").arg(name));
    m_send->setAccessibleName(tr("Send %1 to the name or number typed").arg(name));
    m_undo->setAccessibleName(tr("Take back sending %1").arg(name));
    render();
}

void TransferRow::setTargets(const QList<TransferTarget> &targets)
{
    if (m_targets == targets)
        return;
    m_targets = targets;
    showChips();
}

void TransferRow::setPresentation(const CallPresentation &shown)
{
    m_shown = shown;
    if (!shown.showsTransferRow)
        m_undoTimer.stop(); // the call is over: nothing is left to hand over
    if (!shown.transferSentence.isEmpty())
        m_field->clear(); // what was typed is on its way; a refusal leaves it to be mended
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
    if (!isHidden() && !m_entry->isHidden())
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

// Whom it will be is settled, and said, before the time for taking it back begins.
void TransferRow::submit()
{
    const QString wanted = m_field->text().trimmed();
    const int row = suggestionForEnter(wanted, m_suggestions);
    if (row < 0)
        begin(wanted, {});
    else
        begin(m_suggestions.at(row).remoteUri, m_suggestions.at(row).remoteName);
}

void TransferRow::begin(const QString &target, const QString &name)
{
    if (target.isEmpty() || isPending())
        return;
    m_pending = {TransferTarget::Kind::Person, name, target};
    m_undoTimer.start(undoTime, [this] {
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
    m_sentence->setNames({m_caller, pending ? name : m_shown.names.value(1)});
    m_sentence->setText(sentence);
    m_undo->setVisible(pending);
    m_progress->setVisible(underWay);
    m_entry->setVisible(!underWay);
    m_chips->setVisible(!underWay && !m_shownChips.isEmpty());
    m_outcome->setText(m_shown.transferOutcome);
    const bool tells = !underWay && !m_shown.transferOutcome.isEmpty();
    m_outcome->setVisible(tells);
    m_details->setVisible(tells && !m_shown.detail.isEmpty());
    m_send->setEnabled(!m_field->text().trimmed().isEmpty());
    setVisible(m_shown.showsTransferRow);
}

QList<TransferTarget> TransferRow::fittingTargets() const
{
    const QString wanted = m_field->text().trimmed();
    if (wanted.isEmpty())
        return m_targets.mid(0, mostChips);
    QList<TransferTarget> fitting;
    for (const TransferTarget &target : m_targets) {
        if (target.name.contains(wanted, Qt::CaseInsensitive)
            || (target.kind == TransferTarget::Kind::Person
                && target.target.contains(wanted, Qt::CaseInsensitive)))
            fitting.append(target);
    }
    for (const HistoryEntry &entry : m_suggestions) {
        const auto known = [&](const TransferTarget &target) { return target.target == entry.remoteUri; };
        if (!entry.remoteName.isEmpty() && std::none_of(fitting.begin(), fitting.end(), known))
            fitting.append({TransferTarget::Kind::Person, entry.remoteName, entry.remoteUri});
    }
    return fitting.mid(0, mostChips);
}

void TransferRow::showChips()
{
    const QList<TransferTarget> targets = fittingTargets();
    QList<TransferTarget> before;
    for (const TransferChip *chip : std::as_const(m_shownChips))
        before.append(chip->target());
    if (targets != before) {
        for (TransferChip *chip : std::as_const(m_shownChips)) {
            chip->setParent(nullptr);
            chip->deleteLater(); // its click may be what brought us here
        }
        m_shownChips.clear();
        for (const TransferTarget &target : targets) {
            auto *chip = new TransferChip(target, m_caller, m_chips);
            m_chips->layout()->addWidget(chip);
            chip->setVisible(true);
            m_shownChips.append(chip);
            connect(chip, &TransferChip::clicked, this, [this, target] { choose(target); });
        }
        tabInLayoutOrder(*window());
    }
    render();
    Q_EMIT heightChanged();
}

} // namespace carillon
