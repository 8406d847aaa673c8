#include "TransferChip.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int widestName = 132;
constexpr int padding = 11;
constexpr int smallIcon = 16;

} // namespace

TransferChip::TransferChip(TransferTarget target, const QString &caller, QWidget *parent)
    : QAbstractButton(parent)
    , m_target(std::move(target))
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (m_target.kind == TransferTarget::Kind::Person)
        m_verb = tr("Send", "verb on a chip: hand the caller over");
    setCaller(caller);
}

void TransferChip::setCaller(const QString &caller)
{
    const bool live = m_target.kind == TransferTarget::Kind::LiveCall;
    setAccessibleName((live ? tr("Connect %1 with %2") : tr("Send %1 to %2")).arg(caller, m_target.name));
    setToolTip(plainToolTip(accessibleName()));
}

QString TransferChip::shownName() const
{
    const QString name = fontMetrics().elidedText(m_target.name, Qt::ElideRight, widestName);
    return m_target.kind == TransferTarget::Kind::LiveCall ? tr("Connect with %1").arg(name) : name;
}

QSize TransferChip::sizeHint() const
{
    const QFontMetrics fm = fontMetrics();
    const int icon = m_target.kind == TransferTarget::Kind::LiveCall ? smallIcon + metrics::gapTiny + 2 : 0;
    const int verb = m_verb.isEmpty() ? 0 : metrics::gapSmall + fm.horizontalAdvance(m_verb);
    return {padding + icon + fm.horizontalAdvance(shownName()) + verb + padding + 2, metrics::minTarget};
}

QSize TransferChip::minimumSizeHint() const
{
    return sizeHint();
}

void TransferChip::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool live = m_target.kind == TransferTarget::Kind::LiveCall;
    painter.setPen(QPen(live ? c.accent : c.border, 1));
    painter.setBrush(isDown() ? c.pressed : underMouse() ? c.hover : c.card);
    painter.drawRoundedRect(face, face.height() / 2, face.height() / 2);
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    const QColor strong = isEnabled() ? c.accent : c.secondText;
    QRect icon = place(padding, smallIcon);
    icon.setTop((height() - smallIcon) / 2);
    icon.setHeight(smallIcon);
    if (live)
        paintIcon(painter, icon, Icon::Link, strong);
    const QString name = shownName();
    int x = live ? padding + smallIcon + metrics::gapTiny + 2 : padding;
    const int nameWidth = fontMetrics().horizontalAdvance(name) + 1;
    painter.setPen(live ? strong : c.text);
    painter.drawText(place(x, nameWidth), Qt::AlignCenter | Qt::TextSingleLine, name);
    x += nameWidth + metrics::gapSmall;
    painter.setPen(strong);
    painter.drawText(place(x, width() - x - padding + 1), Qt::AlignCenter | Qt::TextSingleLine, m_verb);
    if (hasFocus())
        paintFocusRing(painter, face, face.height() / 2, palette());
}

void TransferChip::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
