#include "DiagnosisRow.h"

#include "Announcement.h"
#include "Button.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {

DiagnosisRow::DiagnosisRow(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new TextLabel(this))
    , m_fix(new Button(this))
{
    setProperty("role", QStringLiteral("card"));
    auto *icon = new IconLabel(Icon::Warning, metrics::iconSize, this);
    icon->setIcon(Icon::Warning, Tone::Attention);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gapSmall);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap, metrics::gapSmall, metrics::gap, metrics::gapSmall);
    column->setSpacing(metrics::gapSmall);
    column->addLayout(row);
    column->addWidget(m_fix, 0, Qt::AlignRight);
    connect(m_fix, &Button::clicked, this, &DiagnosisRow::fixAsked);
    hide();
}

void DiagnosisRow::setPresentation(const QString &sentence, const ButtonPresentation &fix)
{
    const bool isNew = !sentence.isEmpty() && sentence != m_sentence->text();
    m_sentence->setText(sentence);
    m_fix->setText(fix.caption);
    m_fix->setAccessibleName(fix.sentence);
    m_fix->setVisible(fix.show == ButtonPresentation::Show::Enabled);
    setVisible(!sentence.isEmpty());
    if (!isNew)
        return;
    setAccessibleName(sentence);
    announce(*this, sentence);
}

} // namespace carillon
