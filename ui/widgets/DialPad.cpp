#include "DialPad.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

namespace carillon {
namespace {

constexpr int keyHeight = 44;
constexpr int holdForPlusMs = 600;

} // namespace

DialKey::DialKey(QChar digit, const QString &letters, WhatEnterDoes enter, QWidget *parent)
    : QAbstractButton(parent)
    , m_digit(digit)
    , m_letters(letters)
    , m_enter(enter)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QString spoken = digit;
    if (digit == QLatin1Char('*'))
        spoken = tr("star");
    else if (digit == QLatin1Char('#'))
        spoken = tr("pound");
    setAccessibleName(tr("Press %1").arg(spoken));
}

// Both lines, however large the letters of the system are.
int DialKey::tall() const
{
    const int lines = QFontMetrics(scaledFont(font(), TypeStep::Name)).height()
        + QFontMetrics(scaledFont(font(), TypeStep::Hint)).height();
    return std::max(keyHeight, lines + metrics::gapTiny);
}

QSize DialKey::sizeHint() const
{
    return {72, tall()};
}

QSize DialKey::minimumSizeHint() const
{
    return {metrics::minTarget, tall()};
}

void DialKey::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(isDown() ? c.pressed : underMouse() ? c.hover : c.card);
    painter.drawRoundedRect(face, metrics::cornerRadius, metrics::cornerRadius);
    const QFont large = scaledFont(font(), TypeStep::Name);
    const QFont small = scaledFont(font(), TypeStep::Hint);
    const int digitHeight = QFontMetrics(large).height();
    const int lettersHeight = QFontMetrics(small).height() - 2;
    const int top = (height() - digitHeight - lettersHeight) / 2 + 1;
    painter.setPen(c.text);
    painter.setFont(large);
    const QRect digitRect = m_letters.isEmpty() ? rect() : QRect(0, top, width(), digitHeight);
    painter.drawText(digitRect, Qt::AlignCenter, m_digit);
    painter.setPen(c.secondText);
    painter.setFont(small);
    painter.drawText(QRect(0, top + digitHeight - 2, width(), lettersHeight), Qt::AlignCenter, m_letters);
    if (hasFocus())
        paintFocusRing(painter, face, metrics::cornerRadius, palette());
}

void DialKey::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_enter == WhatEnterDoes::Dial) {
        if (!event->isAutoRepeat())
            Q_EMIT entered();
    } else if (!clickForEnter(*this, *event)) {
        QAbstractButton::keyPressEvent(event);
    }
}

DialPad::DialPad(Plus plus, QWidget *parent)
    : QWidget(parent)
    , m_plus(plus)
    , m_held(new QTimer(this))
{
    setAccessibleName(tr("Dial pad"));
    setLayoutDirection(Qt::LeftToRight); // a telephone's keys are the same everywhere
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(metrics::gapTiny);
    const std::pair<char, const char *> keys[]
        = {{'1', ""}, {'2', "ABC"}, {'3', "DEF"}, {'4', "GHI"}, {'5', "JKL"}, {'6', "MNO"}, {'7', "PQRS"},
            {'8', "TUV"}, {'9', "WXYZ"}, {'*', ""}, {'0', "+"}, {'#', ""}};
    int index = 0;
    for (const auto &[digit, letters] : keys) {
        const bool hidesPlus = digit == '0' && plus == Plus::Refused;
        addKey(QLatin1Char(digit), hidesPlus ? QString() : QString::fromLatin1(letters), plus, index++);
    }
    m_held->setSingleShot(true);
    m_held->setInterval(holdForPlusMs);
    if (plus == Plus::Allowed) {
        DialKey *zero = key(QLatin1Char('0'));
        connect(zero, &DialKey::pressed, m_held, qOverload<>(&QTimer::start));
        connect(m_held, &QTimer::timeout, this, [this, zero] {
            zero->setDown(false); // so that its release is no click
            Q_EMIT pressed(QLatin1Char('+'));
        });
        connect(zero, &DialKey::released, m_held, &QTimer::stop);
    }
}

void DialPad::addKey(QChar digit, const QString &letters, Plus plus, int index)
{
    auto *button = new DialKey(digit, letters,
        plus == Plus::Allowed ? DialKey::WhatEnterDoes::Dial : DialKey::WhatEnterDoes::Press, this);
    static_cast<QGridLayout *>(layout())->addWidget(button, index / 3, index % 3);
    connect(button, &DialKey::clicked, this, [this, digit] { Q_EMIT pressed(digit); });
    connect(button, &DialKey::entered, this, [this, digit] { Q_EMIT entered(digit); });
    m_keys.append(button);
}

DialKey *DialPad::key(QChar digit) const
{
    for (DialKey *button : m_keys) {
        if (button->digit() == digit)
            return button;
    }
    return nullptr;
}

bool DialPad::isKey(QChar character)
{
    return (character >= QLatin1Char('0') && character <= QLatin1Char('9')) || character == QLatin1Char('*')
        || character == QLatin1Char('#');
}

void DialPad::keyPressEvent(QKeyEvent *event)
{
    if (event->text().size() == 1 && isKey(event->text().front())) {
        if (!event->isAutoRepeat() || m_plus == Plus::Allowed)
            Q_EMIT pressed(event->text().front());
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace carillon
