#include "ElidedLabel.h"

#include "PlainText.h"

#include <QPainter>

namespace carillon {
namespace {

constexpr int fewCharacters = 8;

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    QString line = text;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (m_text == line)
        return;
    m_text = line;
    setAccessibleName(m_text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setNames(const QStringList &names)
{
    if (m_names == names)
        return;
    m_names = names;
    update();
}

QString ElidedLabel::shownText() const
{
    const QFontMetrics metrics = fontMetrics();
    const int room = contentsRect().width();
    QString shown = m_text;
    for (const QString &name : m_names) {
        const int width = metrics.horizontalAdvance(shown);
        const qsizetype at = name.isEmpty() || width <= room ? -1 : shown.indexOf(name);
        if (at < 0)
            continue;
        const int own = metrics.horizontalAdvance(name);
        const int few = metrics.averageCharWidth() * fewCharacters; // by which one still knows who it is
        const int left = std::max(std::min(few, own), own - (width - room));
        shown.replace(at, name.size(), metrics.elidedText(name, Qt::ElideRight, left));
    }
    return metrics.elidedText(shown, Qt::ElideRight, room);
}

void ElidedLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void ElidedLabel::setStep(TypeStep step)
{
    setFont(scaledFont(font(), step));
    updateGeometry();
}

void ElidedLabel::setBold(bool bold)
{
    QFont changed = font();
    changed.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    setFont(changed);
    updateGeometry();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(m_text) > contentsRect().width();
}

bool ElidedLabel::isShortenedInNames() const
{
    QString rest = m_text;
    for (const QString &name : m_names) {
        if (!name.isEmpty() && rest.contains(name))
            rest.replace(rest.indexOf(name), name.size(), QString(fewCharacters, QLatin1Char('x')));
    }
    return isElided() && rest != m_text && fontMetrics().horizontalAdvance(rest) <= contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int few = fontMetrics().averageCharWidth() * 4;
    return {std::min(few, sizeHint().width()), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::toneColor(Theme::colors(palette()), m_tone));
    drawTextLine(painter, contentsRect(), m_alignment, shownText(), layoutDirection());
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(isElided() ? plainToolTip(m_text) : QString());
}

} // namespace carillon
