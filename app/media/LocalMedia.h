#pragma once

#include "AudioDevices.h"
#include "AudioEngine.h"
#include "AudioSession.h"
#include "MediaController.h"
#include "MediaEnvironment.h"
#include "PhoneMedia.h"
#include "SoundFiles.h"
#include "SoundWatch.h"

namespace carillon {

/// The phone's sound on this machine: PhoneMedia over devices, media thread and audio sessions. Core thread.
class LocalMedia final : public PhoneMedia
{
    Q_OBJECT
public:
    explicit LocalMedia(const MediaEnvironment &environment);
    ~LocalMedia() override;
    /// For sessions whose sound is not the devices': the embedded exchange.
    MediaController &controller() { return m_audio.controller(); }

    std::unique_ptr<SessionDescriptionHandler> makeHandler(
        Session &session, const MediaPolicy &policy) override;
    void setMuted(SessionDescriptionHandler &handler, bool muted) override;
    bool renewWay(SessionDescriptionHandler &handler) override;
    bool useRelay(SessionDescriptionHandler &handler) override;
    std::unique_ptr<QObject> selfTest(SelfTestListener listener) override;
    void setConference(SessionDescriptionHandler &handler, int group) override;
    MediaState state(const SessionDescriptionHandler &handler) const override;
    QJsonObject statistics(const SessionDescriptionHandler &handler) const override;
    void startRecording(SessionDescriptionHandler &handler, const RecordingOrder &order) override
    {
        m_files.start(static_cast<AudioSession &>(handler), order);
    }
    void pauseRecording(SessionDescriptionHandler &handler, bool isPaused) override
    {
        m_files.pause(static_cast<AudioSession &>(handler), isPaused);
    }
    void stopRecording(SessionDescriptionHandler &handler) override
    {
        m_files.stop(static_cast<AudioSession &>(handler));
    }
    void play(const QString &file) override { m_files.play(file); }
    void stopPlaying() override { m_files.stopPlaying(); }
    Playing playing() const override { return m_files.playing(); }
    void findFiles(const QStringList &paths) override { m_files.find(paths); }
    void setVoice(const VoiceSettings &settings) override;
    void setStereo(bool on) override { m_devices->setChannels(on ? Channels::Two : Channels::One); }
    void setAlert(Alert alert) override;
    void setAlertSounds(const QString &region, const QString &ringFile) override
    {
        m_files.setAlertSounds(region, ringFile);
    }
    bool unmuteSystem(Role role) override;
    QString setDevice(Role role, const QString &spec) override;
    void setPreferred(Role role, const QStringList &ids) override;
    void setVolume(Role role, int percent) override;
    void standInFor(Role role, const QString &why) override;
    bool areDevicesListed() const override { return m_devices->isListed(); }
    QJsonArray devices() const override;

Q_SIGNALS:
    /// What state() says of each call changed with a device.
    void deviceProblemChanged();

private:
    /// Whether recordings may be played: not beside a call, nor one that rings.
    void updateYielding();
    void deviceStalled(DeviceRole role);
    void deviceFailed(DeviceRole role, const DeviceError &error);
    void deviceWorks(DeviceRole role);
    /// To the media: what of the devices cannot be seen in their sound.
    void tellDeviceFacts();
    /// @returns the sentence before.
    QString setDeviceProblem(DeviceRole role, const QString &sentence);
    /// Why a device cannot be the one of @p role, by the list of them; empty also while there is none.
    QString whyMissing(DeviceRole role, const QString &spec) const;

    MediaEnvironment m_environment;
    AudioEngine m_audio;
    AudioDevices *const m_devices; ///< of m_audio
    SoundWatch m_watch;
    SoundFiles m_files;
    Alert m_alert = Alert::None;
    std::array<bool, 3> m_isStalled{}; ///< by DeviceRole: its problem is what m_watch said
    bool m_isDeviceThreadAsked = false;
    std::array<QString, 3> m_deviceProblems; ///< by DeviceRole; one sentence each while a device fails
};

} // namespace carillon
