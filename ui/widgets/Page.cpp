#include "Page.h"

#include "ElidedLabel.h"
#include "IconButton.h"
#include "Metrics.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace carillon {

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

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget(scroll);
    m_body = new QVBoxLayout(inner);
    m_body->setContentsMargins(metrics::gapLarge, metrics::gapSmall, metrics::gapLarge, metrics::gapLarge);
    m_body->setSpacing(metrics::gap);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
}

void Page::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_way == Way::Back) {
        Q_EMIT backRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

QWidget *makeRule(QWidget *parent)
{
    auto *rule = new QFrame(parent);
    rule->setProperty("role", QStringLiteral("rule"));
    return rule;
}

} // namespace carillon
