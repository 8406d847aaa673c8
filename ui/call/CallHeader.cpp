#include "CallHeader.h"

#include "Announcement.h"
#include "AvatarLabel.h"
#include "Button.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "FactButton.h"
#include "IconLabel.h"
#include "LevelBars.h"
#include "Metrics.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int avatarSide = 44;
constexpr int levelIcon = 16;

QHBoxLayout *makeRow(int spacing)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    return row;
}

void keepsItsPlace(QWidget &widget)
{
    QSizePolicy policy = widget.sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    widget.setSizePolicy(policy);
}

} // namespace

CallHeader::CallHeader(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(makeNames());
    column->addLayout(makeFacts());
    column->addLayout(makeSentence());
}

QLayout *CallHeader::makeNames()
{
    m_avatar = new AvatarLabel(avatarSide, this);
    m_name = new ElidedLabel(this);
    m_name->setStep(TypeStep::Name);
    m_name->setBold(true);
    m_address = new ElidedLabel(this);
    m_address->setTone(Tone::Second);
    m_elapsed = new ElapsedTime(TypeStep::Large, this);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch(1);
    names->addWidget(m_name);
    names->addWidget(m_address);
    names->addStretch(1);
    QHBoxLayout *row = makeRow(metrics::gap);
    row->addWidget(m_avatar);
    row->addLayout(names, 1);
    row->addWidget(m_elapsed);
    return row;
}

QLayout *CallHeader::makeFacts()
{
    m_security = new FactButton(this);
    keepsItsPlace(*m_security);
    m_quality = new QualityDot(this);
    m_inputIcon = new IconLabel(Icon::Microphone, levelIcon, this);
    m_input = new LevelBars(tr("How loud your microphone is"), this);
    m_outputIcon = new IconLabel(Icon::Loudspeaker, levelIcon, this);
    m_output = new LevelBars(tr("How loud the other side is"), this);
    for (QWidget *part : {static_cast<QWidget *>(m_inputIcon), static_cast<QWidget *>(m_input),
             static_cast<QWidget *>(m_outputIcon), static_cast<QWidget *>(m_output)})
        keepsItsPlace(*part);
    connect(m_security, &FactButton::clicked, this, [this] { Q_EMIT explanationAsked(Topic::Security); });
    connect(m_quality, &QualityDot::clicked, this, [this] { Q_EMIT explanationAsked(Topic::Quality); });
    QHBoxLayout *row = makeRow(metrics::gapSmall);
    row->addWidget(m_security, 1);
    row->addWidget(m_quality);
    QHBoxLayout *levels = makeRow(metrics::gapTiny);
    levels->addWidget(m_inputIcon);
    levels->addWidget(m_input);
    levels->addSpacing(metrics::gapTiny);
    levels->addWidget(m_outputIcon);
    levels->addWidget(m_output);
    row->addLayout(levels);
    return row;
}

QLayout *CallHeader::makeSentence()
{
    m_sentence = new ElidedLabel(this);
    m_sentence->setMinimumHeight(metrics::minTarget + 2); // as high as the button that may come beside it
    m_unmute = new Button(QString(), this);
    m_unmute->setProperty("role", QStringLiteral("link"));
    m_unmute->hide();
    connect(m_unmute, &Button::clicked, this, &CallHeader::unmuteAsked);
    m_reconnect = new Button(QString(), this);
    m_reconnect->setProperty("role", QStringLiteral("link"));
    m_reconnect->hide();
    connect(m_reconnect, &Button::clicked, this, &CallHeader::reconnectAsked);
    m_details = new Button(tr("&Details"), this);
    m_details->setProperty("role", QStringLiteral("link"));
    m_details->setAccessibleName(tr("Details of what happened"));
    m_details->hide();
    connect(m_details, &Button::clicked, this, [this] { Q_EMIT explanationAsked(Topic::Detail); });
    QHBoxLayout *row = makeRow(metrics::gapTiny);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_unmute);
    row->addWidget(m_reconnect);
    row->addWidget(m_details);
    return row;
}

void CallHeader::setPresentation(const CallPresentation &shown)
{
    m_avatar->setName(shown.name);
    m_name->setText(shown.name);
    m_address->setText(shown.address);
    m_address->setVisible(!shown.address.isEmpty());
    const bool runs = shown.timer == CallPresentation::Timer::Running;
    m_elapsed->setVisible(shown.timer != CallPresentation::Timer::Hidden);
    m_security->setFact(shown.securityIcon, shown.security, shown.securitySentence);
    m_security->setVisible(!shown.security.isEmpty());
    m_quality->setLevel(shown.quality, shown.qualityWord, shown.qualitySentence);
    m_quality->setVisible(!shown.qualityWord.isEmpty());
    for (QWidget *part : {static_cast<QWidget *>(m_inputIcon), static_cast<QWidget *>(m_input),
             static_cast<QWidget *>(m_outputIcon), static_cast<QWidget *>(m_output)})
        part->setVisible(runs);
    m_inputIcon->setIcon(shown.mute.checked ? Icon::MicrophoneOff : Icon::Microphone, Tone::Second);
    m_outputIcon->setIcon(Icon::Loudspeaker, Tone::Second);
    m_isMuted = shown.mute.checked;
    if (!runs || m_isMuted)
        m_input->setLevel(0);
    if (!runs)
        m_output->setLevel(0);
    for (const auto &[button, says] :
        {std::pair{m_unmute, &shown.unmute}, std::pair{m_reconnect, &shown.reconnect}}) {
        button->setText(says->caption);
        button->setAccessibleName(says->sentence);
        button->setVisible(says->show == ButtonPresentation::Show::Enabled);
    }
    // Those of a handover stand beside its outcome.
    m_details->setVisible(!shown.detail.isEmpty() && shown.transferOutcome.isEmpty());
}

void CallHeader::setElapsed(const CallPresentation &fresh)
{
    m_elapsed->setElapsed(fresh.elapsed,
        fresh.timer == CallPresentation::Timer::Running ? ElapsedTime::Run::Running
                                                        : ElapsedTime::Run::Stopped);
}

void CallHeader::setSentence(const QString &sentence, Tone tone, const QStringList &names)
{
    m_sentence->setTone(tone);
    m_sentence->setNames(names);
    if (m_sentence->text() == sentence)
        return;
    m_sentence->setText(sentence);
    announce(sentence);
}

// A screen reader says what happens without being asked: on hold, failed, ended.
void CallHeader::announce(const QString &sentence)
{
    if (sentence.isEmpty())
        return;
    carillon::announce(*m_sentence, sentence);
    Q_EMIT announced(sentence);
}

QString CallHeader::sentence() const
{
    return m_sentence->text();
}

bool CallHeader::showsWholeSentence() const
{
    return !m_sentence->isElided() || m_sentence->isShortenedInNames();
}

void CallHeader::setLevels(float input, float output)
{
    m_input->setLevel(m_isMuted ? 0 : input); // nobody hears it
    m_output->setLevel(output);
}

} // namespace carillon
