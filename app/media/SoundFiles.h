#pragma once

#include "AlertTone.h"
#include "PhoneMedia.h"
#include "Player.h"
#include "Recorder.h"

#include <QPointer>
#include <vector>

namespace carillon {

class AudioDevices;
class AudioSession;

/// What the phone's sound has to do with files: recordings of calls, what is played of them, a ring of one's
/// own. Joins the recorder with sessions and devices. Core thread.
class SoundFiles final : public QObject
{
    Q_OBJECT
public:
    explicit SoundFiles(AudioDevices &devices);

    /// One take of @p session at a time; began() or ended() follows.
    void start(AudioSession &session, const RecordingOrder &order);
    void pause(const AudioSession &session, bool isPaused);
    void stop(const AudioSession &session);
    /// Refused while setYielding().
    void play(const QString &file);
    void stopPlaying();
    /// The output is for a call, or for one that wants to begin: nothing is played meanwhile. The echo
    /// canceller would not know of it, so that the other side heard it too.
    void setYielding(bool yields);
    PhoneMedia::Playing playing() const;
    void find(const QStringList &paths) { m_player.find(paths); }
    /// @param region of TonePlan, or "auto". @param ringFile empty: our ring.
    void setAlertSounds(const QString &region, const QString &ringFile);

Q_SIGNALS:
    void began(carillon::SessionDescriptionHandler *handler, const QString &file);
    void ended(carillon::SessionDescriptionHandler *handler, const QString &problem);
    void playingChanged();
    void playFailed(const QString &sentence);
    void found(const QStringList &asked, const QStringList &there);
    void ringFailed(const QString &sentence);

private:
    struct Take {
        quint64 id = 0;
        AudioSession *session = nullptr; ///< null: it is over, its file not yet complete
        std::shared_ptr<RecordingTap> tap;
    };
    Take *takeOf(const AudioSession *session);
    void takeEnded(quint64 id, const RecordingError &error);
    void playingEnded();

    AudioDevices &m_devices;
    Recorder m_recorder;
    Player m_player;
    std::vector<Take> m_takes;
    AlertSounds m_sounds;
    QString m_ringFile;
    PhoneMedia::Playing m_playing;
    std::shared_ptr<PlaybackFeed> m_feed; ///< shared with its reader and the device
    bool m_yields = false;
};

} // namespace carillon
