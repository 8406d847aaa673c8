#include "TransferRow.h"

#include "Announcement.h"
#include "Button.h"
#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TabOrder.h"
#include "TextLabel.h"
#include "TransferChip.h"

#include <QHBoxLayout>
#include <QKeyEvent>
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
    , m_hint(new TextLabel(this))
    , m_outcome(new TextLabel(this))
    , m_details(new Button(tr("&Details"), this))
    , m_entry(new QWidget(this))
    , m_field(new QLineEdit(m_entry))
    , m_usual(new Button(m_entry))
    , m_other(new Button(m_entry))
    , m_progress(new QWidget(this))
    , m_sentence(new ElidedLabel(m_progress))
    , m_undo(new Button(tr("&Undo"), m_progress, Button::Obeys::OnlySpace))
    , m_chips(new QWidget(this))
{
    m_field->setPlaceholderText(tr("Hand over to…"));
    m_field->setMaxLength(longestTarget);
    m_field->setClearButtonEnabled(false);
    m_field->installEventFilter(this);
    QHBoxLayout *entry = makeRow(m_entry);
    entry->addWidget(m_field, 1);
    entry->addWidget(m_usual);
    entry->addWidget(m_other);
    QHBoxLayout *progress = makeRow(m_progress);
    m_sentence->setMinimumHeight(metrics::minTarget + 2); // as high as the field it replaces
    progress->addWidget(m_sentence, 1);
    progress->addWidget(m_undo);
    m_undo->setToolTip(plainToolTip(tr("Take it back (Esc or Space)")));
    auto *chips = new FlowLayout(metrics::gapSmall, m_chips);
    Q_UNUSED(chips)
    m_hint->setTone(Tone::Second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (QWidget *part : {m_entry, m_progress, m_chips, static_cast<QWidget *>(m_hint)})
        column->addWidget(part);
    column->addLayout(makeOutcome());
    wire();
    renderVerbs();
    render();
}

QLayout *TransferRow::makeOutcome()
{
    auto *outcome = new QHBoxLayout;
    outcome->setSpacing(metrics::gapTiny);
    outcome->addWidget(m_outcome, 1);
    outcome->addWidget(m_details, 0, Qt::AlignTop);
    m_outcome->setTone(Tone::Attention);
    m_outcome->setMinimumHeight(metrics::minTarget);
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details->setProperty("role", QStringLiteral("link"));
    m_details->setAccessibleName(tr("Details of what happened"));
    return outcome;
}

void TransferRow::wire()
{
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QString wanted = text.trimmed();
        m_suggestions = wanted.isEmpty() || !m_suggest ? QList<HistoryEntry>() : m_suggest(wanted);
        showChips();
    });
    connect(m_field, &QLineEdit::returnPressed, this, [this] { submit(Which::Usual); });
    connect(m_usual, &Button::clicked, this, [this] { submit(Which::Usual); });
    connect(m_other, &Button::clicked, this, [this] { submit(Which::Other); });
    connect(m_undo, &Button::clicked, this, &TransferRow::undo);
    connect(m_details, &Button::clicked, this, &TransferRow::detailAsked);
}

// A field takes Ctrl+Enter for Enter.
bool TransferRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter || !key->modifiers().testFlag(Qt::ControlModifier))
        return false;
    if (!key->isAutoRepeat())
        submit(Which::Other);
    return true;
}

void TransferRow::setCaller(const QString &name)
{
    if (m_caller == name)
        return;
    m_caller = name;
    m_field->setAccessibleName(tr("Name or number to hand %1 over to").arg(isolated(name)));
    m_undo->setAccessibleName(tr("Take back sending %1").arg(isolated(name)));
    renderVerbs();
    render();
}

void TransferRow::setTargets(const QList<TransferTarget> &targets)
{
    if (m_targets == targets)
        return;
    m_targets = targets;
    showChips();
}

void TransferRow::setOptions(const TransferOptions &options)
{
    if (m_options == options)
        return;
    m_options = options;
    renderVerbs();
    render();
    Q_EMIT heightChanged();
}

// Both beside the field and on the chips.
void TransferRow::renderVerbs()
{
    const QList<VerbPresentation> verbs = presentFieldVerbs(m_caller, m_options);
    const QString keys[] = {tr("Enter", "key"), tr("Ctrl+Enter", "key")};
    const std::pair<Button *, int> buttons[] = {{m_usual, 0}, {m_other, 1}};
    for (const auto &[button, place] : buttons) {
        button->setText(withoutMnemonic(verbs[place].caption));
        button->setAccessibleName(verbs[place].sentence);
        button->setToolTip(plainToolTip(
            tr("%1 (%2)", "what a button does (its key)").arg(verbs[place].sentence, keys[place])));
    }
    for (TransferChip *chip : std::as_const(m_shownChips))
        chip->setPresentation(presentChip(chip->target(), m_caller, m_options));
    m_hint->setText(transferHint(m_caller, m_options));
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
void TransferRow::submit(Which which)
{
    const QString wanted = m_field->text().trimmed();
    if (wanted.isEmpty())
        return;
    const TransferVerb verb = presentFieldVerbs(m_caller, m_options)[which == Which::Usual ? 0 : 1].verb;
    const int row = suggestionForEnter(wanted, m_suggestions);
    const TransferTarget target = row < 0
        ? TransferTarget{TransferTarget::Kind::Person, {}, wanted}
        : TransferTarget{
            TransferTarget::Kind::Person, m_suggestions.at(row).remoteName, m_suggestions.at(row).remoteUri};
    choose({verb, target});
}

void TransferRow::choose(const TransferRequest &request)
{
    if (isPending() || !m_shown.showsTransferRow)
        return;
    if (canBeTakenBack(request.verb) && m_options.undo.count() > 0)
        begin(request);
    else
        Q_EMIT requested(request);
}

void TransferRow::begin(const TransferRequest &request)
{
    m_pending = request;
    m_undoTimer.start(m_options.undo, [this] {
        leaveUndo();
        render();
        Q_EMIT requested(m_pending);
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

void TransferRow::render()
{
    const bool pending = isPending();
    const QString name = m_pending.target.name.isEmpty() ? m_pending.target.target : m_pending.target.name;
    const QString sentence = pending ? pendingSentence(m_pending, m_caller) : m_shown.transferSentence;
    const bool underWay = !sentence.isEmpty();
    m_sentence->setNames({m_caller, pending ? name : m_shown.names.value(1)});
    if (m_sentence->text() != sentence)
        announce(*m_sentence, sentence);
    m_sentence->setText(sentence);
    m_undo->setVisible(pending);
    m_progress->setVisible(underWay);
    m_entry->setVisible(!underWay);
    m_chips->setVisible(!underWay && !m_shownChips.isEmpty());
    m_hint->setVisible(!underWay && !m_hint->text().isEmpty());
    if (m_outcome->text() != m_shown.transferOutcome)
        announce(*m_outcome, m_shown.transferOutcome);
    m_outcome->setText(m_shown.transferOutcome);
    const bool tells = !underWay && !m_shown.transferOutcome.isEmpty();
    m_outcome->setVisible(tells);
    m_details->setVisible(tells && !m_shown.detail.isEmpty());
    const bool hasTyped = !m_field->text().trimmed().isEmpty();
    m_usual->setEnabled(hasTyped);
    m_other->setEnabled(hasTyped);
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
    const bool areTheSame = std::equal(targets.begin(), targets.end(), m_shownChips.begin(),
        m_shownChips.end(), [](const TransferTarget &target, const TransferChip *chip) {
            return isSameParty(target, chip->target());
        });
    for (qsizetype i = 0; areTheSame && i < targets.size(); ++i) // a lamp may be another
        m_shownChips[i]->setPresentation(presentChip(targets[i], m_caller, m_options));
    if (!areTheSame) {
        for (TransferChip *chip : std::as_const(m_shownChips)) {
            chip->setParent(nullptr);
            chip->deleteLater(); // its click may be what brought us here
        }
        m_shownChips.clear();
        for (const TransferTarget &target : targets) {
            auto *chip = new TransferChip(presentChip(target, m_caller, m_options), m_chips);
            m_chips->layout()->addWidget(chip);
            chip->setVisible(true);
            m_shownChips.append(chip);
            connect(chip, &TransferChip::chosen, this, &TransferRow::choose);
            connect(chip, &TransferChip::dropped, this, &TransferRow::dropped);
        }
        tabInLayoutOrder(*window());
    }
    render();
    Q_EMIT heightChanged();
}

} // namespace carillon
