#include "VolumeRow.h"

#include "Metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QWheelEvent>

namespace carillon {
namespace {

constexpr int pageStep = 20;

/// Scrolling the page must not change what the pointer happens to pass over.
class CalmSlider final : public QSlider
{
public:
    using QSlider::QSlider;

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

} // namespace

VolumeRow::VolumeRow(const QString &label, int most, QWidget *parent)
    : QWidget(parent)
    , m_slider(new CalmSlider(Qt::Horizontal, this))
    , m_number(new QLabel(this))
{
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    caption->setBuddy(m_slider);
    m_slider->setRange(0, most);
    m_slider->setSingleStep(step);
    m_slider->setPageStep(pageStep);
    m_slider->setMinimumHeight(metrics::minTarget);
    m_slider->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    m_number->setTextFormat(Qt::PlainText);
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_number->setMinimumWidth(m_number->fontMetrics().horizontalAdvance(tr("%1%", "percent").arg(200)) + 2);
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::gapSmall);
    line->addWidget(m_slider, 1);
    line->addWidget(m_number);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addLayout(line);
    connect(m_slider, &QSlider::valueChanged, this, &VolumeRow::choose);
}

void VolumeRow::setPercent(int percent)
{
    if (!m_slider->isSliderDown()) { // the handle in hand stays in hand
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(percent);
    }
    m_percent = percent;
    m_number->setText(tr("%1%", "percent").arg(percent));
}

// In steps: each is heard, and kept, at once.
void VolumeRow::choose(int percent)
{
    const int whole = (percent + step / 2) / step * step;
    if (whole == m_percent)
        return;
    setPercent(whole);
    Q_EMIT chosen(whole);
}

} // namespace carillon
