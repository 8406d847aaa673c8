#include "DialerPanel.h"

#include "AccountPresentation.h"
#include "Announcement.h"
#include "DialPad.h"
#include "IconButton.h"
#include "Metrics.h"
#include "RowList.h"
#include "TextLabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int longestTarget = 512;
constexpr int callSide = 40;

} // namespace

DialerPanel::DialerPanel(Suggest suggest, QWidget *parent)
    : QWidget(parent)
    , m_suggest(std::move(suggest))
    , m_field(new QLineEdit(this))
    , m_padButton(
          new IconButton(Icon::Keypad, tr("Show or hide the dial pad"), IconButton::Shape::Flat, m_field))
    , m_call(new IconButton(Icon::Phone, tr("Call the name or number typed"), IconButton::Shape::Round, this))
    , m_hint(new TextLabel(this))
    , m_pad(new DialPad(DialPad::Plus::Allowed, this))
    , m_list(new RowList(tr("Suggestions"), this))
    , m_model(new RecentModel(RecentModel::Shows::Suggestions, this))
{
    makeField();
    m_call->setLook(IconButton::Look::Answer);
    m_call->setSide(callSide);
    m_call->setSentence(tr("Call the name or number typed"), tr("Enter"));
    m_list->setModel(m_model);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_field, 1);
    row->addWidget(m_call);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    column->addLayout(row);
    for (QWidget *part : {static_cast<QWidget *>(m_hint), static_cast<QWidget *>(m_pad)})
        column->addWidget(part);
    column->addWidget(m_list, 1);
    m_hint->hide();
    m_pad->hide();
    m_list->hide();

    connect(m_call, &IconButton::clicked, this, &DialerPanel::enter);
    connect(m_pad, &DialPad::pressed, this, [this](QChar digit) { m_field->insert(digit); });
    connect(m_pad, &DialPad::entered, this, [this](QChar digit) {
        if (text().trimmed().isEmpty())
            m_field->insert(digit); // there is nothing to call yet
        else
            enter();
    });
    connect(m_list, &RowList::chosen, this,
        [this](const QModelIndex &index) { Q_EMIT dialRequested(m_model->entry(index).remoteUri); });
    textChanged({});
}

void DialerPanel::makeField()
{
    m_field->setFont(scaledFont(font(), TypeStep::Name));
    m_field->setMinimumHeight(callSide);
    m_field->setPlaceholderText(tr("Name or number"));
    m_field->setAccessibleName(tr("Name or number to call"));
    m_field->setMaxLength(longestTarget);
    m_field->installEventFilter(this);
    const QKeySequence padKey(Qt::CTRL | Qt::Key_D);
    m_padButton->setCheckable(true);
    m_padButton->setShortcut(padKey);
    m_padButton->setSentence(tr("Show or hide the dial pad"), padKey.toString(QKeySequence::NativeText));
    m_padButton->setCursor(Qt::ArrowCursor);
    auto *inside = new QHBoxLayout(m_field);
    inside->setContentsMargins(metrics::gapTiny, 0, metrics::gapTiny, 0);
    inside->addStretch(1);
    inside->addWidget(m_padButton);
    placeText();
    connect(m_padButton, &IconButton::toggled, this, [this](bool visible) {
        m_pad->setVisible(visible && m_hasRoomForPad);
        Q_EMIT dialPadToggled(visible);
    });
    connect(m_field, &QLineEdit::textChanged, this, &DialerPanel::textChanged);
    connect(m_field, &QLineEdit::returnPressed, this, &DialerPanel::enter);
}

QString DialerPanel::text() const
{
    return m_field->text();
}

void DialerPanel::setText(const QString &text)
{
    m_field->setText(text);
}

void DialerPanel::setDomains(const QHash<QString, QString> &domains)
{
    m_domains = domains;
}

void DialerPanel::offer(const QString &target)
{
    m_field->setText(target.left(longestTarget));
    m_hint->setTone(Tone::Attention);
    m_hint->setText(tr("From a link. Press Enter to call it."));
    m_hint->show();
    announce(*m_hint, m_hint->text());
    focusField();
}

void DialerPanel::showRefusal(const QString &sentence)
{
    m_hint->setTone(Tone::Danger);
    m_hint->setText(sentence);
    m_hint->setVisible(!sentence.isEmpty());
    announce(*m_hint, sentence);
}

void DialerPanel::setDialPadVisible(bool visible)
{
    m_padButton->setChecked(visible);
}

bool DialerPanel::isDialPadVisible() const
{
    return m_padButton->isChecked();
}

void DialerPanel::setRoomForPad(bool hasRoom)
{
    m_hasRoomForPad = hasRoom;
    m_pad->setVisible(hasRoom && isDialPadVisible());
}

int DialerPanel::rowHeight() const
{
    return std::max(callSide, m_field->sizeHint().height());
}

int DialerPanel::padHeight() const
{
    return m_pad->sizeHint().height();
}

bool DialerPanel::isSuggesting() const
{
    return !m_list->isHidden();
}

void DialerPanel::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void DialerPanel::typeCharacter(const QString &text)
{
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->end(false);
    m_field->insert(text);
}

// Room for the button inside the field; text margins are not mirrored by Qt.
void DialerPanel::placeText()
{
    const bool rightToLeft = m_field->layoutDirection() == Qt::RightToLeft;
    m_field->setTextMargins(rightToLeft ? metrics::minTarget : 0, 0, rightToLeft ? 0 : metrics::minTarget, 0);
}

bool DialerPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::LayoutDirectionChange)
        placeText();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down) {
            if (!isSuggesting()) {
                Q_EMIT leftDownwards();
                return true;
            }
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_model->index(0));
            m_list->setFocus(Qt::OtherFocusReason);
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DialerPanel::textChanged(const QString &text)
{
    const QString wanted = text.trimmed();
    const bool was = isSuggesting();
    m_suggestions = wanted.isEmpty() ? QList<HistoryEntry>() : m_suggest(wanted);
    m_model->setEntries(m_suggestions, {.now = {}, .locale = {}, .domains = m_domains});
    m_list->setVisible(!m_suggestions.isEmpty());
    // What Enter will call is marked: the choice is never made unseen.
    m_list->setCurrentIndex(m_model->index(suggestionForEnter(wanted, m_suggestions)));
    m_call->setEnabled(!wanted.isEmpty());
    m_hint->hide();
    if (was != isSuggesting())
        Q_EMIT suggestingChanged(!was);
}

void DialerPanel::enter()
{
    const QString wanted = text().trimmed();
    if (wanted.isEmpty())
        return;
    const int row = suggestionForEnter(wanted, m_suggestions);
    Q_EMIT dialRequested(row >= 0 ? m_suggestions.at(row).remoteUri : wanted);
}

} // namespace carillon
