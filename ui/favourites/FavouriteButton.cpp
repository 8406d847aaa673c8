#include "FavouriteButton.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "NameField.h"
#include "PlainText.h"
#include "Theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int widestName = 16; ///< letters of the mean width

} // namespace

FavouriteButton::FavouriteButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FavouriteButton::setFavourite(const FavouritePresentation &shown)
{
    if (m_shown == shown && !accessibleName().isEmpty())
        return;
    m_shown = shown;
    setAccessibleName(shown.sentence);
    setToolTip(plainToolTip(shown.sentence));
    updateGeometry();
    update();
}

QString FavouriteButton::caption() const
{
    return fontMetrics().elidedText(
        m_shown.name, Qt::ElideRight, widestName * fontMetrics().averageCharWidth());
}

void FavouriteButton::rename()
{
    if (m_field)
        return;
    m_field = new NameField(m_shown.name, this);
    m_field->setMaxLength(int(Favourites::Limits::Name));
    m_field->selectAll(); // after the length, which begins anew
    m_field->setAccessibleName(tr("New name for %1").arg(isolated(m_shown.name)));
    m_field->setToolTip(plainToolTip(m_field->accessibleName()));
    const auto end = [this, before = m_shown.name](const QString &name, Keyboard keyboard) {
        endRename(keyboard);
        if (name != before)
            Q_EMIT renamed(name);
    };
    connect(m_field, &NameField::finished, this, [end](const QString &name) { end(name, Keyboard::Back); });
    connect(m_field, &NameField::left, this, [end](const QString &name) { end(name, Keyboard::Elsewhere); });
    updateGeometry();
    placeField();
    m_field->show();
    QWidget::setTabOrder(this, m_field);
    m_field->setFocus(Qt::OtherFocusReason);
}

void FavouriteButton::endRename(Keyboard keyboard)
{
    if (!m_field)
        return;
    NameField *field = m_field;
    m_field.clear();
    if (keyboard == Keyboard::Back) // before the field goes and hands it on
        setFocus(Qt::OtherFocusReason);
    field->hide();
    field->deleteLater(); // its key is what brought us here
    updateGeometry();
}

/// Beside the lamp, which goes on telling.
void FavouriteButton::placeField()
{
    if (!m_field)
        return;
    const int x = metrics::gapSmall + lampDiameter + metrics::gapTiny;
    const QRect place(x, 0, width() - x - metrics::gapTiny, height());
    m_field->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
}

void FavouriteButton::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    placeField();
}

bool FavouriteButton::hitButton(const QPoint &at) const
{
    return !m_field && QAbstractButton::hitButton(at);
}

QSize FavouriteButton::sizeHint() const
{
    const int words = m_field
        ? std::max(m_field->minimumSizeHint().width(), widestName * fontMetrics().averageCharWidth())
        : fontMetrics().horizontalAdvance(caption()) + 2;
    const int tall = std::max(metrics::minTarget, fontMetrics().height() + metrics::gapSmall);
    return {metrics::gapSmall + lampDiameter + metrics::gapTiny + words + metrics::gapSmall,
        m_field ? std::max(tall, m_field->sizeHint().height()) : tall};
}

QSize FavouriteButton::minimumSizeHint() const
{
    return sizeHint();
}

void FavouriteButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [&](int x, int y, int width, int tall) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, tall));
    };
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? c.pressed : c.hover);
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2);
    }
    int x = metrics::gapSmall;
    paintLamp(painter, place(x, (height() - lampDiameter) / 2, lampDiameter, lampDiameter), m_shown.lamp,
        palette());
    x += lampDiameter + metrics::gapTiny;
    painter.setPen(c.text);
    drawTextLine(painter, place(x, 0, width() - x - metrics::gapSmall, height()),
        Qt::AlignLeft | Qt::AlignVCenter, caption(), layoutDirection());
    if (hasFocus())
        paintFocusRing(painter, face, height() / 2.0, palette());
}

void FavouriteButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2)
        rename();
    else if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
