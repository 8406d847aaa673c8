#include "SoundFiles.h"

#include "AudioDevices.h"
#include "AudioSession.h"
#include "RecordingTap.h"
#include "Sentences.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace carillon {

namespace {

/// Where a person looks for sound; where there is no such folder, among the documents.
QString usualFolder()
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    for (const auto location : {QStandardPaths::MusicLocation, QStandardPaths::DocumentsLocation})
        if (const QString folder = QStandardPaths::writableLocation(location);
            !folder.isEmpty() && folder != home && QFileInfo(folder).isDir())
            return folder + QStringLiteral("/Carillon");
    return home + QStringLiteral("/Carillon");
}

RecordingPlace placeOf(const RecordingOrder &order)
{
    RecordingPlace place;
    place.folder = order.folder.isEmpty() ? usualFolder() : order.folder;
    place.name = order.name;
    place.format.container = order.format == RecordingOrder::Format::Wav ? RecordingFormat::Container::Wav
                                                                         : RecordingFormat::Container::Opus;
    place.format.rateHz = order.rateHz;
    if (order.file.isEmpty())
        return place;
    place.file = QDir(place.folder).absoluteFilePath(order.file);
    const QString suffix = QFileInfo(order.file).suffix().toLower();
    if (suffix == QLatin1String("wav"))
        place.format.container = RecordingFormat::Container::Wav;
    else if (suffix == QLatin1String("ogg") || suffix == QLatin1String("opus"))
        place.format.container = RecordingFormat::Container::Opus;
    return place;
}

} // namespace

SoundFiles::SoundFiles(AudioDevices &devices)
    : m_devices(devices)
{
    connect(&m_recorder, &Recorder::began, this, [this](quint64 id, const QString &file) {
        for (const Take &take : m_takes)
            if (take.id == id && take.session)
                Q_EMIT began(take.session, file);
    });
    connect(&m_recorder, &Recorder::ended, this, &SoundFiles::takeEnded);
    connect(&m_player, &Player::playing, this, [this](qint64 durationMs) {
        m_playing.durationMs = durationMs;
        Q_EMIT playingChanged();
    });
    connect(&m_player, &Player::playFailed, this, [this](const QString &sentence) {
        playingEnded();
        Q_EMIT playFailed(sentence);
    });
    connect(&m_player, &Player::found, this, &SoundFiles::found);
    connect(&m_player, &Player::ringRead, this, [this](const QString &file, const RingSound &ring) {
        if (file != m_ringFile)
            return;
        m_sounds.ring = ring;
        m_devices.setSounds(m_sounds);
    });
    connect(&m_player, &Player::ringFailed, this, [this](const QString &file, const QString &sentence) {
        if (file == m_ringFile)
            Q_EMIT ringFailed(sentence);
    });
    connect(&m_devices, &AudioDevices::played, this, &SoundFiles::playingEnded);
}

SoundFiles::Take *SoundFiles::takeOf(const AudioSession *session)
{
    const auto found = std::find_if(
        m_takes.begin(), m_takes.end(), [session](const Take &take) { return take.session == session; });
    return session && found != m_takes.end() ? &*found : nullptr;
}

void SoundFiles::start(AudioSession &session, const RecordingOrder &order)
{
    if (takeOf(&session))
        return;
    auto tap = std::make_shared<RecordingTap>();
    tap->announces = order.tone == RecordingOrder::Tone::Heard;
    m_takes.push_back({m_recorder.begin(placeOf(order), tap), &session, tap});
    session.setRecordingTap(tap);
    connect(&session, &QObject::destroyed, this, [this, gone = &session] {
        if (Take *take = takeOf(gone)) {
            take->session = nullptr;
            m_recorder.end(take->id);
        }
    });
}

void SoundFiles::pause(const AudioSession &session, bool isPaused)
{
    if (Take *take = takeOf(&session))
        take->tap->paused = isPaused;
}

void SoundFiles::stop(const AudioSession &session)
{
    Take *take = takeOf(&session);
    if (!take)
        return;
    take->session->setRecordingTap({});
    m_recorder.end(take->id);
}

void SoundFiles::takeEnded(quint64 id, const RecordingError &error)
{
    const auto found
        = std::find_if(m_takes.begin(), m_takes.end(), [id](const Take &take) { return take.id == id; });
    if (found == m_takes.end())
        return;
    AudioSession *session = found->session;
    m_takes.erase(found);
    if (session) {
        session->disconnect(this);
        session->setRecordingTap({});
    }
    Q_EMIT ended(session, error.message);
}

void SoundFiles::play(const QString &file)
{
    stopPlaying();
    if (m_yields) {
        Q_EMIT playFailed(Sentences::text("A recording cannot be played during a call."));
        return;
    }
    m_feed = std::make_shared<PlaybackFeed>();
    m_playing = {file, 0, 0};
    m_player.play(file, m_feed);
    m_devices.play(m_feed);
    Q_EMIT playingChanged();
}

void SoundFiles::stopPlaying()
{
    if (!m_feed)
        return;
    m_player.stop();
    m_devices.play({});
    m_feed->isComplete = true;
    playingEnded();
}

void SoundFiles::setYielding(bool yields)
{
    m_yields = yields;
    if (yields)
        stopPlaying();
}

/// Of what was played before it may be heard after the next one began.
void SoundFiles::playingEnded()
{
    if (!m_feed || !m_feed->isComplete)
        return;
    m_feed.reset();
    m_playing = {};
    Q_EMIT playingChanged();
}

void SoundFiles::setAlertSounds(const QString &region, const QString &ringFile)
{
    const bool isByCountry = region == QLatin1String("auto");
    m_sounds.plan = isByCountry ? &TonePlan::of(QLocale::system()) : &TonePlan::of(region);
    if (std::exchange(m_ringFile, ringFile) != ringFile) {
        m_sounds.ring.reset();
        if (!ringFile.isEmpty())
            m_player.readRing(ringFile);
    }
    m_devices.setSounds(m_sounds);
}

PhoneMedia::Playing SoundFiles::playing() const
{
    PhoneMedia::Playing playing = m_playing;
    if (m_feed)
        playing.positionMs = qint64(m_feed->played.load(std::memory_order_relaxed)) * 10;
    return playing;
}

} // namespace carillon
