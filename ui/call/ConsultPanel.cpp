#include "ConsultPanel.h"

#include "Announcement.h"
#include "AvatarLabel.h"
#include "Button.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "KeyTable.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int avatarSide = 36;
constexpr int narrow = 352; ///< below this the names need the room of the pictures
constexpr int leastName = 72;
constexpr int widestDrop = 88; // or as many letters, where they are larger
constexpr int lettersOfDrop = 10;
constexpr int gapBelowSides = 6;

} // namespace

ConsultSide::ConsultSide(Where where, QWidget *parent)
    : QWidget(parent)
    , m_avatar(new AvatarLabel(avatarSide, this))
    , m_name(new ElidedLabel(this))
    , m_sentence(new ElidedLabel(this))
    , m_elapsed(new ElapsedTime(TypeStep::Text, this))
{
    const bool atEnd = where == Where::End;
    m_name->setBold(true);
    auto *below = new QHBoxLayout;
    below->setSpacing(metrics::gapTiny);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_name);
    names->addLayout(below);
    if (atEnd) {
        m_name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_sentence->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    below->addWidget(m_sentence, 1);
    below->addWidget(m_elapsed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gapSmall);
    if (atEnd) {
        row->addLayout(names, 1);
        row->addWidget(m_avatar);
    } else {
        row->addWidget(m_avatar);
        row->addLayout(names, 1);
    }
}

// The picture gives way where there is little room, so it is no reason for a wide window.
QSize ConsultSide::minimumSizeHint() const
{
    return {leastName, QWidget::minimumSizeHint().height()};
}

void ConsultSide::setSide(const ConsultPresentation::Side &side)
{
    m_avatar->setName(side.name);
    m_name->setText(side.name);
    m_sentence->setText(side.sentence);
    m_sentence->setTone(side.isActive ? Tone::Good : Tone::Second);
    m_elapsed->setVisible(side.timer != CallPresentation::Timer::Hidden);
    setAccessibleName(side.spoken);
}

void ConsultSide::setElapsed(const ConsultPresentation::Side &fresh)
{
    m_elapsed->setElapsed(fresh.elapsed,
        fresh.timer == CallPresentation::Timer::Running ? ElapsedTime::Run::Running
                                                        : ElapsedTime::Run::Stopped);
}

void ConsultSide::setAvatarVisible(bool visible)
{
    m_avatar->setVisible(visible);
}

ConsultPanel::ConsultPanel(QWidget *parent)
    : QWidget(parent)
    , m_first(new ConsultSide(ConsultSide::Where::Begin, this))
    , m_second(new ConsultSide(ConsultSide::Where::End, this))
    , m_connect(new IconButton(Icon::Link, QString(), IconButton::Shape::Pill, this))
    , m_swap(new Button(this))
    , m_merge(new Button(this))
    , m_drop(new Button(this))
    , m_sentence(new ElidedLabel(this))
{
    m_connect->setLook(IconButton::Look::Answer);
    m_sentence->setMinimumHeight(metrics::minTarget + 2); // as in the header, whose place this takes
    auto *sides = new QHBoxLayout;
    sides->setSpacing(metrics::gapSmall);
    sides->addWidget(m_first, 1);
    sides->addWidget(m_connect, 0, Qt::AlignVCenter);
    sides->addWidget(m_second, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(metrics::gapSmall);
    for (Button *button : {m_swap, m_merge, m_drop})
        acts->addWidget(button, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(sides);
    column->addSpacing(gapBelowSides);
    column->addLayout(acts);
    column->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_connect, &IconButton::clicked, this, [this] { Q_EMIT requested(m_enter); });
    connect(m_swap, &Button::clicked, this, [this] { Q_EMIT requested(ConsultAct::Swap); });
    connect(m_merge, &Button::clicked, this, [this] { Q_EMIT requested(ConsultAct::Merge); });
    connect(m_drop, &Button::clicked, this, [this] { Q_EMIT requested(ConsultAct::Drop); });
}

void ConsultPanel::setPresentation(const ConsultPresentation &shown)
{
    m_first->setSide(shown.first);
    m_second->setSide(shown.second);
    m_enter = shown.enter;
    const bool merges = shown.enter == ConsultAct::Merge;
    const ButtonPresentation &large = merges ? shown.merge : shown.connect;
    m_connect->setCaption(large.caption);
    m_connect->setSentence(large.sentence, tr("Enter", "key"));
    m_connect->setEnabled(large.show == ButtonPresentation::Show::Enabled);
    renderButton(*m_swap, shown.swap, KeyTable::text(KeyAction::Swap));
    renderButton(*m_merge, shown.merge, {});
    m_merge->setVisible(!merges && shown.merge.show != ButtonPresentation::Show::Hidden);
    ButtonPresentation drop = shown.drop;
    drop.caption = fontMetrics().elidedText(
        drop.caption, Qt::ElideRight, std::max(widestDrop, lettersOfDrop * fontMetrics().averageCharWidth()));
    renderButton(*m_drop, drop, tr("Esc", "key"));
}

void ConsultPanel::setElapsed(const ConsultPresentation &fresh)
{
    m_first->setElapsed(fresh.first);
    m_second->setElapsed(fresh.second);
}

void ConsultPanel::setSentence(const QString &sentence, Tone tone, const QStringList &names)
{
    m_sentence->setTone(tone);
    m_sentence->setNames(names);
    if (m_sentence->text() == sentence)
        return;
    m_sentence->setText(sentence);
    announce(*m_sentence, sentence);
}

QString ConsultPanel::sentence() const
{
    return m_sentence->text();
}

bool ConsultPanel::showsWholeSentence() const
{
    return !m_sentence->isElided() || m_sentence->isShortenedInNames();
}

void ConsultPanel::resizeEvent(QResizeEvent *)
{
    for (ConsultSide *side : {m_first, m_second})
        side->setAvatarVisible(width() >= narrow);
}

void ConsultPanel::renderButton(Button &button, const ButtonPresentation &shown, const QString &key)
{
    button.setText(withoutMnemonic(shown.caption));
    button.setAccessibleName(shown.sentence);
    button.setToolTip(
        plainToolTip(key.isEmpty() ? shown.sentence
                                   : tr("%1 (%2)", "what a button does (its key)").arg(shown.sentence, key)));
    button.setEnabled(shown.show == ButtonPresentation::Show::Enabled);
}

} // namespace carillon
