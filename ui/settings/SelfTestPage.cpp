#include "SelfTestPage.h"

#include "Announcement.h"
#include "Button.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

std::pair<Icon, Tone> markOf(SelfTestRow::Outcome outcome)
{
    switch (outcome) { // no default: a new outcome must break this build
    case SelfTestRow::Outcome::Running: return {Icon::Working, Tone::Second};
    case SelfTestRow::Outcome::Good: return {Icon::Check, Tone::Good};
    case SelfTestRow::Outcome::Failed: return {Icon::Failed, Tone::Danger};
    case SelfTestRow::Outcome::NotTried: return {Icon::Pending, Tone::Second};
    }
    Q_UNREACHABLE();
}

QWidget *makeStep(const SelfTestRow &step, QWidget *parent)
{
    auto *card = new QFrame(parent);
    card->setProperty("role", QStringLiteral("card"));
    card->setAccessibleName(step.spoken);
    const auto [icon, tone] = markOf(step.outcome);
    auto *mark = new IconLabel(icon, metrics::iconSize, card);
    mark->setIcon(icon, tone);
    auto *title = new TextLabel(step.title, card);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *value = new TextLabel(step.value, card);
    value->setTone(Tone::Second);
    value->setAlignment(Qt::AlignRight | Qt::AlignTop);
    value->setMinimumWidth(value->sizeHint().width());
    auto *sentence = new TextLabel(step.sentence, card);
    sentence->setTone(Tone::Second);
    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::gapSmall);
    first->addWidget(title, 1);
    first->addWidget(value);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(metrics::gapTiny);
    texts->addLayout(first);
    texts->addWidget(sentence);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(metrics::gap, metrics::gapSmall, metrics::gap, metrics::gapSmall);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    return card;
}

/// What came to its end since.
QString news(const QList<SelfTestRow> &before, const QList<SelfTestRow> &now)
{
    QStringList spoken;
    for (const SelfTestRow &row : now)
        if (row.outcome != SelfTestRow::Outcome::Running && !before.contains(row))
            spoken.append(row.spoken);
    return spoken.join(QLatin1Char(' '));
}

} // namespace

SelfTestPage::SelfTestPage(QWidget *parent)
    : Page(tr("Test the sound"), Way::Back, parent)
    , m_sentence(new TextLabel(this))
    , m_start(new Button(this))
    , m_stop(new Button(tr("&Stop"), this))
{
    m_start->setProperty("role", QStringLiteral("primary"));
    body()->addWidget(m_sentence);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gapSmall);
    buttons->addWidget(m_start);
    buttons->addWidget(m_stop); // beside it: a click too many on the other one stops nothing
    buttons->addStretch(1);
    body()->addLayout(buttons);
    body()->addStretch(1);
    connect(m_start, &Button::clicked, this, &SelfTestPage::startRequested);
    connect(m_stop, &Button::clicked, this, &SelfTestPage::stopRequested);
    setPresentation(presentSelfTest(SelfTestState::Idle, {}));
}

void SelfTestPage::setPresentation(const SelfTestPresentation &shown)
{
    const SelfTestPresentation before = std::exchange(m_shown, shown);
    m_sentence->setText(shown.sentence);
    m_sentence->setTone(shown.tone);
    m_start->setText(shown.button);
    m_isAwaited = m_isAwaited || m_start->hasFocus() || m_stop->hasFocus();
    m_start->setEnabled(shown.canStart);
    m_stop->setVisible(shown.canStop);
    Button *const next = shown.canStop ? m_stop : shown.canStart ? m_start : nullptr;
    if (next && std::exchange(m_isAwaited, false) && isVisible())
        next->setFocus(Qt::OtherFocusReason); // the one that had it can no longer be pressed
    if (before.steps != shown.steps)
        renderSteps();
    if (!isVisible())
        return;
    if (const QString ended = news(before.steps, shown.steps); shown.canStop && !ended.isEmpty())
        announce(*m_sentence, ended);
    if (before.sentence == shown.sentence)
        return;
    m_sentence->setAccessibleName(shown.sentence);
    announce(*m_sentence, shown.sentence);
}

void SelfTestPage::renderSteps()
{
    delete std::exchange(m_steps, new QWidget(this));
    auto *column = new QVBoxLayout(m_steps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (const SelfTestRow &step : std::as_const(m_shown.steps))
        column->addWidget(makeStep(step, m_steps));
    body()->insertWidget(2, m_steps);
}

QWidget *SelfTestPage::firstFocus() const
{
    if (m_shown.canStop)
        return m_stop;
    return m_shown.canStart ? m_start : Page::firstFocus();
}

} // namespace carillon
