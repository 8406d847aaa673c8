#include "QuestionCard.h"

#include "Announcement.h"
#include "Button.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QHBoxLayout>

namespace carillon {

QuestionCard::QuestionCard(Clock &clock, const Words &words, QWidget *parent)
    : QFrame(parent)
    , m_deaf(clock)
    , m_text(new TextLabel(this))
{
    setProperty("role", QStringLiteral("card"));
    auto *yes = new Button(words.yes, this);
    yes->setProperty("role", QStringLiteral("primary"));
    auto *no = new Button(words.no, this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gap, metrics::gapSmall, metrics::gapSmall, metrics::gapSmall);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_text, 1);
    row->addWidget(yes);
    row->addWidget(no);
    connect(yes, &Button::clicked, this, [this] { answer(true); });
    connect(no, &Button::clicked, this, [this] { answer(false); });
    hide();
}

void QuestionCard::ask(const QString &question)
{
    const bool isNew = !question.isEmpty() && question != m_text->text();
    m_text->setText(question);
    setVisible(!question.isEmpty());
    if (!isNew)
        return;
    m_deaf.start(deafTime, [] {});
    setAccessibleName(question);
    announce(*this, question);
}

void QuestionCard::answer(bool yes)
{
    if (!m_deaf.isRunning())
        Q_EMIT answered(yes);
}

} // namespace carillon
