#include "IncomingPopup.h"

#include "AccountPresentation.h"
#include "Announcement.h"
#include "AvatarLabel.h"
#include "Button.h"
#include "DeflectRow.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "Metrics.h"
#include "NotificationWindow.h"
#include "PlainText.h"
#include "TabOrder.h"

#include <QCloseEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int avatarSide = 44;
constexpr int longestTarget = 255;
constexpr int lettersAcross = 32; // with larger letters it is wider
constexpr int besideAnswer = 110; // a long name in "Answer (holds ...)" is shortened to this, the verb never

} // namespace

IncomingPopup::IncomingPopup(Suggest suggest, QWidget *parent)
    : QWidget(
        parent, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::WindowDoesNotAcceptFocus)
    , m_answer(new IconButton(Icon::Phone, tr("Answer"), IconButton::Shape::Pill, this))
    , m_decline(new IconButton(Icon::HangUp, tr("Decline"), IconButton::Shape::Pill, this))
    , m_silence(new IconButton(
          Icon::Silence, tr("Silence: let it ring without disturbing you"), IconButton::Shape::Flat, this))
    , m_more(
          new IconButton(Icon::More, tr("Send the caller to somebody else"), IconButton::Shape::Flat, this))
    , m_first(new QHBoxLayout)
    , m_second(new QHBoxLayout)
    , m_behind(new ElidedLabel(this))
    , m_suggest(std::move(suggest))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_QuitOnClose, false);
    setFixedWidth(wide());
    setFocusPolicy(Qt::ClickFocus);
    setFocus(Qt::OtherFocusReason); // should it ever be activated, Enter answers nothing by accident
    m_answer->setLook(IconButton::Look::Answer);
    m_decline->setLook(IconButton::Look::Danger);
    m_decline->setCaption(tr("Decline"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    column->setSpacing(metrics::gap);
    column->addLayout(makeHeader());
    column->addLayout(m_first);
    column->addLayout(m_second);
    for (QHBoxLayout *row : {m_first, m_second})
        row->setSpacing(metrics::gapSmall);
    column->addWidget(makeDeflection());
    column->addWidget(m_behind);
    m_behind->setTone(Tone::Second);
    m_behind->hide();
    tabInLayoutOrder(*this);
    connect(m_answer, &IconButton::clicked, this, &IncomingPopup::answerRequested);
    connect(m_decline, &IconButton::clicked, this, &IncomingPopup::declineRequested);
    connect(m_silence, &IconButton::clicked, this, &IncomingPopup::silenceRequested);
    connect(m_more, &IconButton::clicked, this, &IncomingPopup::openDeflection);
}

QLayout *IncomingPopup::makeHeader()
{
    m_avatar = new AvatarLabel(avatarSide, this);
    m_title = new ElidedLabel(this);
    m_title->setBold(true);
    m_address = new ElidedLabel(this);
    m_address->setTone(Tone::Second);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch(1);
    names->addWidget(m_title);
    names->addWidget(m_address);
    names->addStretch(1);
    auto *header = new QHBoxLayout;
    header->setSpacing(metrics::gap);
    header->addWidget(m_avatar);
    header->addLayout(names, 1);
    return header;
}

QWidget *IncomingPopup::makeDeflection()
{
    m_deflection = new QWidget(this);
    m_target = new QLineEdit(m_deflection);
    m_target->setPlaceholderText(tr("Send the caller to…"));
    m_target->setAccessibleName(tr("Name or number to send the caller to"));
    m_target->setMaxLength(longestTarget);
    auto *send = new Button(tr("&Send"), m_deflection);
    send->setEnabled(false);
    m_hint = new ElidedLabel(m_deflection);
    m_hint->hide(); // until it has something to say
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_target, 1);
    row->addWidget(send);
    m_chips = new DeflectRow(m_deflection);
    connect(m_chips, &DeflectRow::chosen, this, &IncomingPopup::deflectRequested);
    auto *column = new QVBoxLayout(m_deflection);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_chips);
    column->addLayout(row);
    column->addWidget(m_hint);
    connect(m_target, &QLineEdit::textChanged, this, [this, send](const QString &text) {
        const QString wanted = text.trimmed();
        send->setEnabled(!wanted.isEmpty());
        m_suggestions = wanted.isEmpty() || !m_suggest ? QList<HistoryEntry>() : m_suggest(wanted);
        renderHint();
    });
    connect(m_target, &QLineEdit::returnPressed, send, &Button::click);
    connect(send, &Button::clicked, this, &IncomingPopup::deflect);
    m_deflection->hide();
    return m_deflection;
}

void IncomingPopup::setCall(const CallState &call, const CallContext &context)
{
    CallContext shortened = context;
    const int rest
        = wide() - besideAnswer - fontMetrics().horizontalAdvance(tr("Answer (holds %1)").arg(QString()));
    shortened.otherLiveName = fontMetrics().elidedText(context.otherLiveName, Qt::ElideRight, rest);
    m_shown = presentIncoming(call, shortened);
    setWindowTitle(plainWindowTitle(m_shown.title));
    setAccessibleName(m_shown.title);
    const QString name = nameOf(call);
    m_avatar->setName(name);
    m_title->setNames({m_shown.name});
    m_title->setText(m_shown.title);
    m_address->setText(m_shown.address);
    m_address->setVisible(!m_shown.address.isEmpty());
    m_answer->setCaption(m_shown.answer);
    m_answer->setSentence(presentIncoming(call, context).answerSentence);
    m_answer->setKey(context.ringsLongest ? tr("F5", "key") : QString());
    m_decline->setKey(context.ringsLongest ? tr("F6", "key") : QString());
    m_decline->setSentence(tr("Decline the call from %1").arg(isolated(name)));
    placeButtons();
    fitHeight();
}

void IncomingPopup::setDeflectTargets(const QList<TransferTarget> &targets)
{
    m_chips->setTargets(m_shown.name, targets);
    fitHeight();
}

bool IncomingPopup::isDeflecting() const
{
    return !m_deflection->isHidden();
}

void IncomingPopup::showRefusal(const QString &sentence)
{
    m_hint->setTone(Tone::Danger);
    m_hint->setText(sentence);
    m_hint->show();
    m_deflection->show();
    fitHeight();
}

void IncomingPopup::setMoreBehind(int count)
{
    m_behind->setText(tr("and %n more are calling", nullptr, count));
    if (m_behind->isHidden() == (count > 0)) {
        m_behind->setVisible(count > 0);
        fitHeight();
    }
}

const HistoryEntry *IncomingPopup::chosen() const
{
    const int row = suggestionForEnter(m_target->text().trimmed(), m_suggestions);
    return row < 0 ? nullptr : &m_suggestions.at(row);
}

void IncomingPopup::deflect()
{
    const HistoryEntry *person = chosen();
    Q_EMIT deflectRequested(person ? person->remoteUri : m_target->text().trimmed());
}

void IncomingPopup::renderHint()
{
    const HistoryEntry *person = chosen();
    m_hint->setTone(Tone::Second);
    m_hint->setText(person ? tr("Enter sends to %1 (%2).")
                                 .arg(isolated(person->remoteName), isolated(shortAddress(person->remoteUri)))
                           : QString());
    if (m_hint->isHidden() != m_hint->text().isEmpty()) {
        m_hint->setVisible(!m_hint->text().isEmpty());
        fitHeight();
    }
}

// One row where everything fits, else the answer alone above: no verb is ever cut.
void IncomingPopup::placeButtons()
{
    for (QHBoxLayout *row : {m_first, m_second}) {
        while (QLayoutItem *item = row->takeAt(0))
            delete item;
    }
    const int others
        = m_decline->sizeHint().width() + m_silence->sizeHint().width() + m_more->sizeHint().width();
    const int room = wide() - 2 * metrics::gap - 3 * metrics::gapSmall;
    const bool one = m_answer->sizeHint().width() + others <= room;
    QHBoxLayout *rest = one ? m_first : m_second;
    m_answer->setSizePolicy(one ? QSizePolicy::Fixed : QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_first->addWidget(m_answer);
    rest->addWidget(m_decline);
    rest->addStretch(1);
    rest->addWidget(m_silence);
    rest->addWidget(m_more);
}

void IncomingPopup::openDeflection()
{
    if (isDeflecting()) {
        closeDeflection();
        return;
    }
    m_deflection->show();
    fitHeight();
    setAcceptsFocus(true); // only now, because it was asked for: typing needs the focus
    activateWindow();
    m_target->setFocus(Qt::OtherFocusReason);
}

// The focus must not slip to the button beside: an Enter meant for nothing would answer.
void IncomingPopup::closeDeflection()
{
    setFocus(Qt::OtherFocusReason);
    m_deflection->hide();
    setAcceptsFocus(false);
    fitHeight();
}

// Changing the flags hides the window for a moment.
void IncomingPopup::setAcceptsFocus(bool accepts)
{
    setAttribute(Qt::WA_ShowWithoutActivating, !accepts);
    setWindowFlag(Qt::WindowDoesNotAcceptFocus, !accepts);
    show();
}

int IncomingPopup::wide() const
{
    return std::max(popupWidth, lettersAcross * fontMetrics().averageCharWidth());
}

void IncomingPopup::fitHeight()
{
    layout()->activate();
    setFixedWidth(wide());
    resize(wide(), layout()->hasHeightForWidth() ? layout()->heightForWidth(wide()) : sizeHint().height());
}

void IncomingPopup::showEvent(QShowEvent *)
{
    fitHeight();
    if (!isDeflecting()) // a window manager may refuse the focus to a notification
        markAsNotification(*this);
    announce(*this, m_shown.title);
}

void IncomingPopup::resizeEvent(QResizeEvent *)
{
    Q_EMIT sizeChanged();
}

void IncomingPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isDeflecting()) {
        closeDeflection();
        return;
    }
    QWidget::keyPressEvent(event);
}

void IncomingPopup::leaveEvent(QEvent *)
{
    Q_EMIT pointerLeft();
}

// The window manager's close is Silence: it must not end the call.
void IncomingPopup::closeEvent(QCloseEvent *event)
{
    event->ignore();
    Q_EMIT silenceRequested();
}

void IncomingPopup::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(c.card);
    painter.drawRect(rect().adjusted(0, 0, -1, -1)); // square: no compositor is promised
}

} // namespace carillon
