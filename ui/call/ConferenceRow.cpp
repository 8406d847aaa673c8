#include "ConferenceRow.h"

#include "Button.h"
#include "FlowLayout.h"
#include "Icons.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int widestName = 160;
constexpr int padding = 10;
constexpr int smallIcon = 16;

} // namespace

MemberChip::MemberChip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MemberChip::setMember(const ConferencePresentation::Member &member)
{
    if (m_member == member)
        return;
    const bool isRenamed = m_member.name != member.name;
    m_member = member;
    setAccessibleName(member.sentence);
    setToolTip(plainToolTip(member.sentence));
    if (isRenamed)
        updateGeometry();
    update();
}

QString MemberChip::shownName() const
{
    return fontMetrics().elidedText(m_member.name, Qt::ElideRight, widestName);
}

QSize MemberChip::sizeHint() const
{
    return {2 * padding + smallIcon + metrics::gapTiny + fontMetrics().horizontalAdvance(shownName()) + 2,
        std::max(metrics::minTarget, fontMetrics().height() + metrics::gapSmall)};
}

void MemberChip::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(QPen(m_member.isSpeaking ? c.good : c.border, m_member.isSpeaking ? 1.5 : 1));
    painter.setBrush(c.card);
    painter.drawRoundedRect(face, face.height() / 2, face.height() / 2);
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    QRect icon = place(padding, smallIcon);
    icon.setTop((height() - smallIcon) / 2);
    icon.setHeight(smallIcon);
    paintIcon(painter, icon, m_member.isSpeaking ? Icon::Loudspeaker : Icon::Person,
        m_member.isSpeaking ? c.good : c.secondText);
    const int x = padding + smallIcon + metrics::gapTiny;
    painter.setPen(c.text);
    drawTextLine(
        painter, place(x, width() - x - padding + 1), Qt::AlignCenter, shownName(), layoutDirection());
}

ConferenceRow::ConferenceRow(QWidget *parent)
    : QWidget(parent)
    , m_members(new QWidget(this))
    , m_rest(new TextLabel(this))
    , m_actions(new QWidget(this))
    , m_split(new Button(m_actions))
    , m_leave(new Button(m_actions))
{
    auto *members = new FlowLayout(metrics::gapSmall, m_members);
    Q_UNUSED(members)
    auto *actions = new FlowLayout(metrics::gapSmall, m_actions);
    actions->addWidget(m_split);
    actions->addWidget(m_leave);
    m_rest->setTone(Tone::Second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (QWidget *part : {m_members, static_cast<QWidget *>(m_rest), m_actions})
        column->addWidget(part);
    connect(m_split, &Button::clicked, this, &ConferenceRow::splitRequested);
    connect(m_leave, &Button::clicked, this, &ConferenceRow::leaveRequested);
    hide();
}

void ConferenceRow::setPresentation(const ConferencePresentation &shown)
{
    const bool areSame = m_shown.merges == shown.merges;
    m_shown = shown;
    showMembers();
    if (!areSame)
        showMerges();
    m_rest->setText(shown.rest);
    m_rest->setVisible(!shown.rest.isEmpty());
    renderButton(*m_split, shown.split);
    renderButton(*m_leave, shown.leave);
    const bool acts = !shown.merges.isEmpty() || !m_split->isHidden() || !m_leave->isHidden();
    m_actions->setVisible(acts);
    setVisible(acts || !shown.members.isEmpty());
}

void ConferenceRow::showMembers()
{
    while (m_chips.size() > m_shown.members.size())
        delete m_chips.takeLast();
    while (m_chips.size() < m_shown.members.size()) {
        auto *chip = new MemberChip(m_members);
        m_members->layout()->addWidget(chip);
        m_chips.append(chip);
    }
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        m_chips[i]->setMember(m_shown.members[i]);
        m_chips[i]->show();
    }
    m_members->setVisible(!m_chips.isEmpty());
}

void ConferenceRow::showMerges()
{
    for (Button *button : std::as_const(m_merges)) {
        button->setParent(nullptr);
        button->deleteLater(); // its click may be what brought us here
    }
    m_merges.clear();
    for (const ConferencePresentation::Merge &merge : std::as_const(m_shown.merges)) {
        auto *button = new Button(m_actions);
        m_actions->layout()->addWidget(button);
        m_merges.append(button);
        button->setText(withoutMnemonic(
            fontMetrics().elidedText(merge.caption, Qt::ElideRight, metrics::narrowest - 120)));
        button->setAccessibleName(merge.sentence);
        button->setToolTip(plainToolTip(merge.sentence));
        button->show();
        connect(button, &Button::clicked, this, [this, id = merge.callId] { Q_EMIT mergeRequested(id); });
    }
    tabInLayoutOrder(*window());
}

void ConferenceRow::renderButton(Button &button, const ButtonPresentation &shown)
{
    button.setText(shown.caption);
    button.setAccessibleName(shown.sentence);
    button.setToolTip(plainToolTip(shown.sentence));
    button.setVisible(shown.show == ButtonPresentation::Show::Enabled);
}

} // namespace carillon
