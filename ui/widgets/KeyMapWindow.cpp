#include "KeyMapWindow.h"

#include "Metrics.h"
#include "TextLabel.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr QSize usualSize(420, 520);
constexpr int keyColumn = 92;

} // namespace

KeyMapWindow::KeyMapWindow(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_call(makeSection(KeyPlace::CallWindow))
    , m_main(makeSection(KeyPlace::MainWindow))
    , m_scroll(new QScrollArea(this))
{
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowTitle(tr("Keys"));
    setMinimumWidth(metrics::narrowest);
    auto *body = new QWidget;
    m_column = new QVBoxLayout(body);
    m_column->setContentsMargins(metrics::gapLarge, metrics::gapLarge, metrics::gapLarge, metrics::gapLarge);
    m_column->setSpacing(metrics::gapLarge);
    m_column->addWidget(m_call);
    m_column->addWidget(m_main);
    m_column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(body);
    m_scroll->setAccessibleName(tr("Keys and what they do"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
    resize(usualSize);
}

QWidget *KeyMapWindow::makeSection(KeyPlace place)
{
    auto *section = new QWidget(this);
    auto *grid = new QGridLayout(section);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::gapSmall);
    grid->setColumnMinimumWidth(0, keyColumn);
    grid->setColumnStretch(1, 1);
    auto *title
        = new TextLabel(place == KeyPlace::CallWindow ? tr("In a call") : tr("In the main window"), section);
    title->setStep(TypeStep::Name);
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const KeyRow &key : KeyTable::rows(place)) {
        auto *name = new TextLabel(key.text, section);
        name->setTone(Tone::Accent);
        auto *sentence = new TextLabel(key.sentence, section);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(sentence, row, 1);
        ++row;
    }
    return section;
}

void KeyMapWindow::present(KeyPlace first)
{
    QWidget *top = first == KeyPlace::CallWindow ? m_call : m_main;
    m_column->removeWidget(top);
    m_column->insertWidget(0, top);
    m_scroll->verticalScrollBar()->setValue(0);
    show();
    raise();
    activateWindow();
}

void KeyMapWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F1)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace carillon
