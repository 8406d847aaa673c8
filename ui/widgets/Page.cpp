#include "Page.h"

#include "ElidedLabel.h"
#include "IconButton.h"
#include "Metrics.h"
#include "TabOrder.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int closeBy = 56; // a button below

} // namespace

Page::Page(const QString &title, Way way, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_way(way)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(metrics::gapSmall, metrics::gapSmall, metrics::gapLarge, metrics::gapTiny);
    header->setSpacing(metrics::gapSmall);
    if (way == Way::Back) {
        auto *back = new IconButton(Icon::Back, tr("Go back"), IconButton::Shape::Flat, this);
        m_back = back;
        back->setSentence(tr("Go back"), tr("Esc"));
        header->addWidget(back);
        connect(back, &IconButton::clicked, this, &Page::backRequested);
    } else {
        header->addSpacing(metrics::gapSmall);
    }
    auto *heading = new ElidedLabel(this);
    heading->setText(title);
    heading->setStep(TypeStep::Name);
    heading->setMinimumHeight(metrics::minTarget);
    header->addWidget(heading, 1);
    column->addLayout(header);

    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget(m_scroll);
    m_body = new QVBoxLayout(inner);
    m_body->setContentsMargins(metrics::gapLarge, metrics::gapSmall, metrics::gapLarge, metrics::gapLarge);
    m_body->setSpacing(metrics::gap);
    m_scroll->setWidget(inner);
    inner->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    column->addWidget(m_scroll, 1);
    // The bar takes its room from the margin, so that no text is wrapped anew when it comes.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int last) {
        QMargins margins = m_body->contentsMargins();
        const int bar = m_scroll->verticalScrollBar()->sizeHint().width();
        margins.setRight(last > 0 ? std::max(metrics::gapTiny, metrics::gapLarge - bar) : metrics::gapLarge);
        m_body->setContentsMargins(margins);
    });
}

void Page::bringIntoView(QWidget &part)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // it has its place now
    m_scroll->ensureWidgetVisible(&part, 0, closeBy);
}

void Page::bringToTop(QWidget &part)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_scroll->widget()->layout()->activate();
    m_scroll->verticalScrollBar()->setValue(part.mapTo(m_scroll->widget(), QPoint()).y());
}

QWidget *Page::firstFocus() const
{
    QWidget *inner = m_scroll->widget();
    const QList<QWidget *> order = tabbable(*inner);
    const auto usable = std::find_if(order.begin(), order.end(),
        [inner](QWidget *one) { return one->isVisibleTo(inner) && one->isEnabledTo(inner); });
    return usable != order.end() ? *usable : m_back;
}

void Page::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_way == Way::Back) {
        Q_EMIT backRequested();
        return;
    }
    // What is below may have nothing that takes the keyboard.
    QScrollBar *bar = m_scroll->verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_PageUp: return bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    case Qt::Key_PageDown: return bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    default: QWidget::keyPressEvent(event);
    }
}

QWidget *makeRule(QWidget *parent)
{
    auto *rule = new QFrame(parent);
    rule->setProperty("role", QStringLiteral("rule"));
    return rule;
}

} // namespace carillon
