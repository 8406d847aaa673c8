#include "RecordingCard.h"

#include "Button.h"
#include "ElapsedTime.h"
#include "IconButton.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {

RecordingCard::RecordingCard(const PastRecording &recording, const QString &name, QWidget *parent)
    : QFrame(parent)
    , m_recording(recording)
    , m_name(name)
    , m_play(new IconButton(Icon::Resume, tr("Play"), IconButton::Shape::Flat, this))
    , m_position(new TextLabel(this))
{
    setProperty("role", QStringLiteral("card"));
    setAccessibleName(tr("%1 of the call with %2").arg(recording.title, name));
    auto *title = new TextLabel(recording.title, this);
    title->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *place = new TextLabel(recording.place, this);
    place->setTone(recording.isThere ? Tone::Second : Tone::Attention);
    place->setStep(TypeStep::Hint);
    m_position->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_position->setTone(Tone::Second);
    auto *folder = new Button(recording.isThere ? tr("Show in &folder") : tr("Open the &folder"), this);
    folder->setProperty("role", QStringLiteral("link"));
    folder->setAccessibleName(
        (recording.isThere ? tr("Show in its folder: %1") : tr("Open its folder: %1")).arg(recording.title));
    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::gapSmall);
    first->addWidget(m_play);
    first->addWidget(title, 1);
    first->addWidget(m_position);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gapSmall, metrics::gapSmall, metrics::gap, metrics::gapSmall);
    column->setSpacing(metrics::gapTiny);
    column->addLayout(first);
    column->addWidget(place);
    column->addWidget(folder, 0, Qt::AlignLeft);
    m_play->setVisible(recording.isThere);
    connect(folder, &Button::clicked, this, [this] { Q_EMIT folderRequested(file()); });
    connect(m_play, &IconButton::clicked, this, [this] {
        if (m_run == Run::Playing)
            Q_EMIT stopRequested();
        else
            Q_EMIT playRequested(file());
    });
    renderButton();
    setPlaying(Run::Stopped, 0, 0);
}

void RecordingCard::setPlaying(Run run, qint64 positionMs, qint64 durationMs)
{
    using std::chrono::milliseconds;
    const bool isChange = run != m_run;
    m_run = run;
    QString text;
    if (run == Run::Playing) {
        text = ElapsedTime::textOf(milliseconds(positionMs));
        if (durationMs > 0)
            text = tr("%1 of %2").arg(text, ElapsedTime::textOf(milliseconds(durationMs)));
    }
    m_position->setText(text);
    m_position->setMinimumWidth(text.isEmpty() ? 0 : m_position->fontMetrics().horizontalAdvance(text) + 2);
    if (isChange)
        renderButton();
}

void RecordingCard::renderButton()
{
    const bool plays = m_run == Run::Playing;
    m_play->setIcon(plays ? Icon::Stop : Icon::Resume);
    m_play->setSentence(plays ? tr("Stop playing the call with %1").arg(m_name)
                              : tr("Play: %1 of the call with %2").arg(m_recording.title, m_name));
}

} // namespace carillon
