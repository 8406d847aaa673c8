#include "ElapsedTime.h"

#include <QPainter>
#include <QTimer>

namespace carillon {

using std::chrono::milliseconds;

ElapsedTime::ElapsedTime(TypeStep step, QWidget *parent)
    : QWidget(parent)
    , m_tick(new QTimer(this))
{
    setFont(scaledFont(font(), step));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight);
    m_tick->setSingleShot(true);
    m_tick->setTimerType(Qt::PreciseTimer); // a coarse one would skip seconds now and then
    connect(m_tick, &QTimer::timeout, this, &ElapsedTime::tick);
}

void ElapsedTime::setElapsed(milliseconds elapsed, Run run)
{
    m_base = elapsed;
    m_run = run;
    m_since.start();
    tick();
}

QString ElapsedTime::text() const
{
    return textOf(elapsed());
}

bool ElapsedTime::isTicking() const
{
    return m_tick->isActive();
}

QString ElapsedTime::textOf(milliseconds elapsed)
{
    const qint64 seconds = std::max<qint64>(0, elapsed.count() / 1000);
    const QString minutesAndSeconds = QStringLiteral("%1:%2")
                                          .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                                          .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? minutesAndSeconds
                          : QStringLiteral("%1:%2").arg(seconds / 3600).arg(minutesAndSeconds);
}

QSize ElapsedTime::sizeHint() const
{
    const QFontMetrics fm = fontMetrics();
    int width = 0;
    for (const QChar c : text())
        width += c.isDigit() ? fm.horizontalAdvance(QLatin1Char('0')) : fm.horizontalAdvance(c);
    return {width + 2, fm.height()};
}

QSize ElapsedTime::minimumSizeHint() const
{
    return sizeHint();
}

// Each digit stands in a cell of one width: Qt 6.4 cannot ask a font for its tabular figures.
void ElapsedTime::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::colors(palette()).text);
    const QFontMetrics fm = fontMetrics();
    const int cell = fm.horizontalAdvance(QLatin1Char('0'));
    int x = 1;
    for (const QChar c : text()) {
        const int advance = c.isDigit() ? cell : fm.horizontalAdvance(c);
        painter.drawText(QRect(x, 0, advance, height()), Qt::AlignCenter, c);
        x += advance;
    }
}

void ElapsedTime::showEvent(QShowEvent *)
{
    tick();
}

void ElapsedTime::hideEvent(QHideEvent *)
{
    m_tick->stop();
}

milliseconds ElapsedTime::elapsed() const
{
    return m_run == Run::Running ? m_base + milliseconds(m_since.elapsed()) : m_base;
}

void ElapsedTime::tick()
{
    const QString now = text();
    setAccessibleName(tr("The call lasts %1").arg(now));
    if (int(now.size()) != m_shownLength) {
        m_shownLength = int(now.size());
        updateGeometry();
    }
    update();
    m_tick->stop();
    if (m_run == Run::Running && isVisible())
        m_tick->start(int(1000 - elapsed().count() % 1000));
}

} // namespace carillon
