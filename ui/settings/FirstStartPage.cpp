#include "FirstStartPage.h"

#include "AccountInputs.h"
#include "Announcement.h"
#include "Button.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QFrame>
#include <QLineEdit>
#include <QVBoxLayout>

namespace carillon {
namespace {

QFrame *makeCard(const QString &title, const QString &sentence, QWidget *parent)
{
    auto *card = new QFrame(parent);
    card->setProperty("role", QStringLiteral("card"));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(metrics::gapLarge, metrics::gap, metrics::gapLarge, metrics::gapLarge);
    column->setSpacing(metrics::gapSmall);
    auto *heading = new TextLabel(title, card);
    QFont font = scaledFont(heading->font(), TypeStep::Name);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    auto *text = new TextLabel(sentence, card);
    text->setTone(Tone::Second);
    column->addWidget(heading);
    column->addWidget(text);
    return card;
}

QWidget *makeStep(const Step &step, QWidget *parent)
{
    auto *line = new QWidget(parent);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gapSmall);
    auto *mark = new IconLabel(Icon::Working, metrics::iconSize, line);
    auto *sentence = new TextLabel(step.sentence, line);
    switch (step.mark) { // no default: a new mark must break this build
    case Step::Mark::Working: mark->setIcon(Icon::Working, Tone::Accent); break;
    case Step::Mark::Done: mark->setIcon(Icon::Check, Tone::Good); break;
    case Step::Mark::Failed:
        mark->setIcon(Icon::Failed, Tone::Danger);
        sentence->setTone(Tone::Danger);
        break;
    }
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(sentence);
    if (!step.detail.isEmpty()) {
        auto *ask = new Button(FirstStartPage::tr("&Details"), line);
        ask->setProperty("role", QStringLiteral("link"));
        ask->setCheckable(true);
        ask->setAccessibleName(FirstStartPage::tr("Details of what happened"));
        auto *detail = new TextLabel(step.detail, line);
        detail->setTone(Tone::Second);
        detail->setStep(TypeStep::Hint);
        detail->hide();
        QObject::connect(ask, &Button::toggled, detail, &TextLabel::setVisible);
        column->addWidget(ask, 0, Qt::AlignLeft);
        column->addWidget(detail);
    }
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    return line;
}

} // namespace

FirstStartPage::FirstStartPage(QWidget *parent)
    : Page(tr("Welcome to Carillon"), Way::None, parent)
{
    body()->addWidget(makeAddCard());
    body()->addWidget(makeTryCard());
    body()->addStretch(1);
}

QWidget *FirstStartPage::makeAddCard()
{
    QFrame *card = makeCard(tr("Add my account"), tr("What your provider or your company gave you."), this);
    auto *column = static_cast<QVBoxLayout *>(card->layout());
    m_fields = new AccountInputs(card);
    m_continue = new Button(tr("&Continue"), card);
    m_continue->setProperty("role", QStringLiteral("primary"));
    m_outcome = new QWidget(card);
    m_steps = new QVBoxLayout(m_outcome);
    m_steps->setContentsMargins(0, 0, 0, 0);
    m_steps->setSpacing(metrics::gapSmall);
    m_done = new Button(tr("&Start calling"), card);
    m_done->setProperty("role", QStringLiteral("primary"));
    m_done->hide();
    column->addWidget(m_fields);
    column->addWidget(m_outcome);
    column->addWidget(m_continue);
    column->addWidget(m_done);
    m_outcome->hide();
    connect(m_fields, &AccountInputs::submitted, this, &FirstStartPage::submit);
    connect(m_fields, &AccountInputs::edited, this, [this] { m_isAwaited = false; });
    connect(m_continue, &Button::clicked, this, &FirstStartPage::submit);
    connect(m_done, &Button::clicked, this, &FirstStartPage::finished);
    return card;
}

QWidget *FirstStartPage::makeTryCard()
{
    QFrame *card = makeCard(tr("Try it now"),
        tr("No account needed: hear yourself, hear music, and meet a friend whom you can hand over."), this);
    m_try = new Button(tr("&Try it now"), card);
    card->layout()->addWidget(m_try);
    connect(m_try, &Button::clicked, this, &FirstStartPage::tryOutRequested);
    return card;
}

void FirstStartPage::setSteps(const QList<Step> &steps)
{
    if (steps == m_shown) {
        if (m_isAwaited)
            bringIntoView(*m_outcome);
        return;
    }
    m_shown = steps;
    while (QLayoutItem *item = m_steps->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    for (const Step &step : steps)
        m_steps->addWidget(makeStep(step, m_outcome));
    m_outcome->setVisible(!steps.isEmpty());
    tabInLayoutOrder(*this); // a step may have a button for its details
    if (!steps.isEmpty())
        announce(*m_outcome, steps.last().sentence);
    const Step::Mark last = steps.isEmpty() ? Step::Mark::Failed : steps.last().mark;
    const bool working = last == Step::Mark::Working;
    const bool done = last == Step::Mark::Done;
    m_continue->setEnabled(!working);
    m_continue->setVisible(!done);
    m_continue->setText(steps.isEmpty() ? tr("&Continue") : working ? tr("One moment…") : tr("&Try again"));
    m_done->setVisible(done);
    const QWidget *focus = window()->focusWidget();
    if (done && !qobject_cast<const QLineEdit *>(focus)) // nobody's typing is cut off
        m_done->setFocus(Qt::OtherFocusReason);
    if (m_isAwaited)
        bringIntoView(*m_outcome);
}

void FirstStartPage::showProblem(const QString &sentence)
{
    setSteps(sentence.isEmpty() ? QList<Step>() : QList<Step>{{Step::Mark::Failed, sentence, {}}});
}

void FirstStartPage::setTryOutBusy(bool busy)
{
    m_try->setEnabled(!busy);
    m_try->setText(busy ? tr("Starting the try-out…") : tr("&Try it now"));
}

void FirstStartPage::focusFirst()
{
    m_fields->focusAddress();
}

void FirstStartPage::submit()
{
    m_isAwaited = true;
    const QString problem = addressProblem(m_fields->typedAddress());
    if (!problem.isEmpty()) {
        showProblem(problem);
        return;
    }
    Q_EMIT continueRequested(m_fields->settings(), m_fields->password());
}

} // namespace carillon
