#include "PastCallPage.h"

#include "Button.h"
#include "FlowLayout.h"
#include "Icons.h"
#include "Metrics.h"
#include "PlainText.h"
#include "RecordingCard.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

void setOrHide(TextLabel &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

PastCallPage::PastCallPage(QWidget *parent)
    : Page(tr("Call"), Way::Back, parent)
    , m_name(addText(Tone::Text))
    , m_address(addText(Tone::Second))
    , m_sentence(addText(Tone::Text))
    , m_when(addText(Tone::Second))
    , m_chain(addText(Tone::Text))
    , m_call(new Button(tr("&Call back"), this))
    , m_star(new Button(this))
    , m_qualityRule(makeRule(this))
{
    m_name->setStep(TypeStep::Name);
    m_call->setIcon(themedIcon(Icon::Phone));
    auto *acts = new FlowLayout(metrics::gapSmall);
    acts->addWidget(m_call);
    acts->addWidget(m_star);
    body()->addLayout(acts);
    body()->addWidget(m_qualityRule);
    m_quality = addText(Tone::Text);
    m_qualitySentence = addText(Tone::Second);
    body()->addStretch(1);
    body()->setSpacing(metrics::gapSmall);
    connect(m_call, &Button::clicked, this, &PastCallPage::callRequested);
    connect(m_star, &Button::clicked, this, [this] { Q_EMIT favouriteToggled(!m_isFavourite); });
    setCall({});
}

TextLabel *PastCallPage::addText(Tone tone)
{
    auto *label = new TextLabel(this);
    label->setTone(tone);
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    body()->addWidget(label);
    return label;
}

void PastCallPage::setCall(const PastCallPresentation &shown)
{
    const bool sameFiles
        = m_recordings && shown.recordings == m_shown.recordings && shown.name == m_shown.name;
    m_shown = shown;
    setOrHide(*m_name, shown.name);
    setOrHide(*m_address, shown.address);
    setOrHide(*m_sentence, shown.sentence);
    setOrHide(*m_when,
        shown.lasted.isEmpty() ? shown.when : QStringLiteral("%1 · %2").arg(shown.when, shown.lasted));
    setOrHide(*m_chain, shown.chain);
    m_call->setAccessibleName(tr("Call %1 back").arg(isolated(shown.name)));
    setFavourite(m_isFavourite);
    setOrHide(*m_quality, shown.quality);
    setOrHide(*m_qualitySentence, shown.qualitySentence);
    m_qualityRule->setVisible(!shown.quality.isEmpty() || !shown.qualitySentence.isEmpty());
    if (!sameFiles)
        renderRecordings();
}

void PastCallPage::setFavourite(bool is)
{
    m_isFavourite = is;
    m_star->setIcon(themedIcon(is ? Icon::StarFull : Icon::Star, is ? Tone::Attention : Tone::Text));
    m_star->setText(is ? tr("&Favourite") : tr("&Add to the favourites"));
    const QString sentence = is ? tr("Remove %1 from the favourites").arg(isolated(m_shown.name))
                                : tr("Add %1 to the favourites").arg(isolated(m_shown.name));
    m_star->setAccessibleName(sentence);
    m_star->setToolTip(plainToolTip(sentence));
}

void PastCallPage::renderRecordings()
{
    delete std::exchange(m_recordings, new QWidget(this));
    m_cards.clear();
    auto *column = new QVBoxLayout(m_recordings);
    column->setContentsMargins(0, metrics::gapSmall, 0, 0);
    column->setSpacing(metrics::gapSmall);
    for (const PastRecording &recording : std::as_const(m_shown.recordings)) {
        auto *card = new RecordingCard(recording, m_shown.name, m_recordings);
        column->addWidget(card);
        m_cards.append(card);
        connect(card, &RecordingCard::playRequested, this, &PastCallPage::playRequested);
        connect(card, &RecordingCard::stopRequested, this, &PastCallPage::stopRequested);
        connect(card, &RecordingCard::folderRequested, this, &PastCallPage::folderRequested);
    }
    m_recordings->setVisible(!m_cards.isEmpty());
    body()->insertWidget(body()->count() - 1, m_recordings);
    tabInLayoutOrder(*this);
}

void PastCallPage::setPlaying(const QString &file, qint64 positionMs, qint64 durationMs)
{
    for (RecordingCard *card : std::as_const(m_cards)) {
        const bool plays = !file.isEmpty() && card->file() == file;
        card->setPlaying(plays ? RecordingCard::Run::Playing : RecordingCard::Run::Stopped,
            plays ? positionMs : 0, plays ? durationMs : 0);
    }
}

} // namespace carillon
