#include "SelfTestPage.h"

#include "Announcement.h"
#include "Button.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

std::pair<Icon, Tone> markOf(SelfTestStep::Outcome outcome)
{
    switch (outcome) { // no default: a new outcome must break this build
    case SelfTestStep::Outcome::Good: return {Icon::Check, Tone::Good};
    case SelfTestStep::Outcome::Failed: return {Icon::Failed, Tone::Danger};
    case SelfTestStep::Outcome::NotTried: return {Icon::Pending, Tone::Second};
    }
    Q_UNREACHABLE();
}

QWidget *makeStep(const SelfTestStep &step, QWidget *parent)
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

} // namespace

SelfTestPage::SelfTestPage(QWidget *parent)
    : Page(tr("Test the sound"), Way::Back, parent)
    , m_sentence(new TextLabel(this))
    , m_start(new Button(this))
{
    m_start->setProperty("role", QStringLiteral("primary"));
    body()->addWidget(m_sentence);
    body()->addWidget(m_start, 0, Qt::AlignLeft);
    body()->addStretch(1);
    connect(m_start, &Button::clicked, this, &SelfTestPage::startRequested);
    setPresentation(presentSelfTest(SelfTestState::Idle, {}));
}

void SelfTestPage::setPresentation(const SelfTestPresentation &shown)
{
    const SelfTestPresentation before = std::exchange(m_shown, shown);
    m_sentence->setText(shown.sentence);
    m_sentence->setTone(shown.tone);
    m_start->setText(shown.button);
    m_isAwaited = shown.canStart ? m_isAwaited : m_isAwaited || m_start->hasFocus();
    m_start->setEnabled(shown.canStart);
    if (shown.canStart && std::exchange(m_isAwaited, false) && isVisible())
        m_start->setFocus(Qt::OtherFocusReason); // which it lost while the test ran
    if (before.steps != shown.steps)
        renderSteps();
    if (before.sentence == shown.sentence || !isVisible())
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
    for (const SelfTestStep &step : std::as_const(m_shown.steps))
        column->addWidget(makeStep(step, m_steps));
    body()->insertWidget(2, m_steps);
}

QWidget *SelfTestPage::firstFocus() const
{
    return m_start->isEnabled() ? m_start : Page::firstFocus();
}

} // namespace carillon
