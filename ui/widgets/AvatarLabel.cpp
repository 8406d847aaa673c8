#include "AvatarLabel.h"

#include "Icons.h"

#include <QPainter>
#include <QTextBoundaryFinder>

namespace carillon {
namespace {

constexpr QChar zeroWidthNonJoiner(0x200c);

QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    const QString letter = end > 0 ? word.left(end) : QString();
    return !letter.isEmpty() && letter.at(0).isLetter() ? letter.toUpper() : QString();
}

} // namespace

AvatarLabel::AvatarLabel(int side, QWidget *parent)
    : QWidget(parent)
    , m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void AvatarLabel::setName(const QString &name)
{
    m_initials = initialsOf(name);
    update();
}

QString AvatarLabel::initialsOf(const QString &name)
{
    if (name.contains(QLatin1Char('@')) || name.contains(QLatin1Char(':')))
        return {};
    const QStringList words = name.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    const QString first = firstLetter(words.first());
    const QString last = words.size() > 1 ? firstLetter(words.last()) : QString();
    // Two letters of a script that joins them would look like a word.
    const bool joins
        = !first.isEmpty() && !last.isEmpty() && first.at(0).joiningType() == QChar::Joining_Dual;
    return joins ? first + zeroWidthNonJoiner + last : first + last;
}

QSize AvatarLabel::sizeHint() const
{
    return {m_side, m_side};
}

QSize AvatarLabel::minimumSizeHint() const
{
    return sizeHint();
}

void AvatarLabel::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(c.card, c.accent, 0.18));
    painter.drawEllipse(rect());
    if (m_initials.isEmpty()) {
        QRect icon(0, 0, m_side / 2, m_side / 2);
        icon.moveCenter(rect().center());
        paintIcon(painter, icon, Icon::Person, c.text);
        return;
    }
    QFont letters = font();
    letters.setPixelSize(m_side * 2 / 5);
    letters.setWeight(QFont::DemiBold);
    painter.setFont(letters);
    painter.setPen(c.text);
    painter.drawText(rect(), Qt::AlignCenter, m_initials);
}

} // namespace carillon
