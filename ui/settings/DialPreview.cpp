#include "DialPreview.h"

#include "Metrics.h"
#include "TextLabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace carillon {

DialPreview::DialPreview(Preview preview, QWidget *parent)
    : QWidget(parent)
    , m_preview(std::move(preview))
    , m_typed(new QLineEdit(this))
    , m_result(new TextLabel(this))
{
    m_typed->setMinimumHeight(metrics::minTarget);
    m_typed->setPlaceholderText(tr("Try a number"));
    m_typed->setAccessibleName(tr("A number to try the rules with"));
    m_result->setTone(Tone::Second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    column->addWidget(m_typed);
    column->addWidget(m_result);
    connect(m_typed, &QLineEdit::textChanged, this, &DialPreview::refresh);
    refresh();
}

void DialPreview::refresh()
{
    const QString typed = m_typed->text().trimmed();
    m_result->setText(typed.isEmpty() ? QString() : m_preview(typed));
    m_result->setVisible(!m_result->text().isEmpty());
    m_typed->setAccessibleDescription(m_result->text());
}

} // namespace carillon
