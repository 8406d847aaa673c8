#include "RecordingRow.h"

#include "Announcement.h"
#include "Button.h"
#include "ElapsedTime.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace carillon {
namespace {

constexpr int dotSide = 14;
using Sign = RecordingPresentation::Sign;

Tone toneOf(Sign sign)
{
    switch (sign) { // no default: a new sign must break this build
    case Sign::None:
    case Sign::Working:
    case Sign::Paused: return Tone::Second;
    case Sign::Recording: return Tone::Danger;
    case Sign::Problem: return Tone::Attention;
    }
    Q_UNREACHABLE();
}

} // namespace

RecordingDot::RecordingDot(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RecordingDot::setSign(Sign sign)
{
    m_sign = sign;
    update();
}

QSize RecordingDot::sizeHint() const
{
    return {dotSide, dotSide};
}

void RecordingDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &c = Theme::colors(palette());
    if (m_sign == Sign::Problem) {
        paintIcon(painter, rect(), Icon::Warning, c.attention);
        return;
    }
    const QColor color = m_sign == Sign::Working ? c.secondText : c.danger;
    painter.setPen(QPen(color, 2));
    painter.setBrush(m_sign == Sign::Recording ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(rect()).adjusted(2, 2, -2, -2));
}

RecordingRow::RecordingRow(QWidget *parent)
    : QWidget(parent)
    , m_dot(new RecordingDot(this))
    , m_words(new TextLabel(this))
    , m_time(new ElapsedTime(TypeStep::Text, this))
    , m_pause(new Button(this))
{
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_pause->setProperty("role", QStringLiteral("link"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_dot);
    row->addWidget(m_words, 1);
    row->addWidget(m_time);
    row->addWidget(m_pause);
    setMinimumHeight(metrics::minTarget);
    connect(m_pause, &Button::clicked, this, [this] { Q_EMIT pauseAsked(m_shown.sign == Sign::Recording); });
    hide();
}

void RecordingRow::setPresentation(const RecordingPresentation &shown)
{
    const RecordingPresentation before = std::exchange(m_shown, shown);
    m_dot->setSign(shown.sign);
    m_words->setText(shown.words);
    m_words->setTone(toneOf(shown.sign));
    renderTime(before.sign);
    m_pause->setText(shown.pause.caption);
    m_pause->setAccessibleName(shown.pause.sentence);
    m_pause->setVisible(shown.pause.show == ButtonPresentation::Show::Enabled);
    setAccessibleName(shown.sentence);
    setVisible(shown.sign != Sign::None);
    if (before.sign != shown.sign && shown.sign != Sign::None)
        announce();
}

// Counted from what was seen of it: a call tells that it is recorded, not since when.
void RecordingRow::renderTime(Sign before)
{
    using Run = ElapsedTime::Run;
    const bool isTake = m_shown.sign == Sign::Recording || m_shown.sign == Sign::Paused;
    if (m_shown.sign != before) {
        const bool goesOn = before == Sign::Recording || before == Sign::Paused;
        const auto elapsed = goesOn ? m_time->elapsed() : std::chrono::milliseconds(0);
        m_time->setElapsed(elapsed, m_shown.sign == Sign::Recording ? Run::Running : Run::Stopped);
    }
    m_time->setVisible(isTake);
}

std::chrono::milliseconds RecordingRow::elapsed() const
{
    return m_time->elapsed();
}

// Whoever cannot see the dot is told when it comes, and when it changes.
void RecordingRow::announce()
{
    carillon::announce(*this, m_shown.sentence);
}

} // namespace carillon
