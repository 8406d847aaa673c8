#include "LinesField.h"

#include <QEvent>
#include <QFontMetrics>

namespace carillon {
namespace {

constexpr int shownLines = 3;

} // namespace

LinesField::LinesField(QChar separator, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_separator(separator)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    fitHeight();
}

void LinesField::fitHeight()
{
    const int frame = int(2 * document()->documentMargin()) + 2 * frameWidth();
    setFixedHeight(shownLines * fontMetrics().lineSpacing() + frame + fontMetrics().lineSpacing() / 2);
}

void LinesField::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void LinesField::setValue(const QString &value)
{
    if (document()->isModified() && hasFocus())
        return;
    QStringList lines = value.split(m_separator, Qt::SkipEmptyParts);
    for (QString &line : lines)
        line = line.trimmed();
    const QString text = lines.join(QLatin1Char('\n'));
    if (text != toPlainText())
        setPlainText(text);
    document()->setModified(false);
}

QString LinesField::value() const
{
    QStringList entries;
    // Who knows the separator may type it as well.
    for (const QString &line : toPlainText().replace(QLatin1Char('\n'), m_separator).split(m_separator)) {
        if (!line.trimmed().isEmpty())
            entries.append(line.trimmed());
    }
    return entries.join(m_separator);
}

void LinesField::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (!document()->isModified() || event->reason() == Qt::PopupFocusReason)
        return;
    document()->setModified(false);
    Q_EMIT edited(value());
}

} // namespace carillon
