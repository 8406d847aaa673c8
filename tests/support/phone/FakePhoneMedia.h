#pragma once

#include "PhoneMedia.h"

#include <QFile>
#include <QHash>
#include <QPointer>

namespace carillon {

/// Media of one session which agrees to everything: a description is the word "audio" with the direction
/// behind it.
class FakeMediaHandler final : public SessionDescriptionHandler
{
    Q_OBJECT
public:
    using SessionDescriptionHandler::SessionDescriptionHandler;
    bool understands(QByteArrayView contentType) const override
    {
        return contentType == QByteArrayView("application/sdp");
    }
    void createDescription(const DescriptionOptions &options, DescriptionCallback done) override
    {
        asked.append(options);
        done(Description{"application/sdp", options.hold ? "audio hold" : "audio"});
    }
    void applyDescription(const Description &remote, AppliedCallback done) override
    {
        isAgreed = true;
        const bool held = remote.content.contains("hold");
        const bool isChange = held != m_isRemoteHold;
        m_isRemoteHold = held;
        done({});
        if (isChange)
            Q_EMIT remoteHoldChanged(held);
    }
    void rollback() override { }
    DtmfResult sendDtmf(QByteArrayView digits, int) override
    {
        if (!hasEvents)
            return DtmfResult::NotNegotiated;
        sentDigits += digits.toByteArray();
        return DtmfResult::Sent;
    }
    DtmfResult sendInBandDtmf(QByteArrayView digits, int) override
    {
        inBandDigits += digits.toByteArray();
        return DtmfResult::Sent;
    }
    bool isRemoteHold() const override { return m_isRemoteHold; }
    void allowMedia() override { }
    void close() override { isClosed = true; }

    QList<DescriptionOptions> asked; ///< of each description
    bool isAgreed = false;
    bool isClosed = false;
    bool isMuted = false;
    bool hasEvents = true; ///< telephone events are agreed
    int conference = 0;
    float outputLevel = 0;
    bool isSilent = false;
    bool isRecordingPaused = false;
    QList<RecordingOrder> recordings; ///< each take
    int recordingsStopped = 0;
    QByteArray sentDigits;
    QByteArray inBandDigits;

private:
    bool m_isRemoteHold = false;
};

/// The phone's sound without any: remembers what it was asked.
class FakePhoneMedia final : public PhoneMedia
{
    Q_OBJECT
public:
    using PhoneMedia::PhoneMedia;
    std::unique_ptr<SessionDescriptionHandler> makeHandler(Session &, const MediaPolicy &policy) override
    {
        policies.append(policy);
        auto handler = std::make_unique<FakeMediaHandler>();
        last = handler.get();
        handlers.append(last);
        return handler;
    }
    void setMuted(SessionDescriptionHandler &handler, bool muted) override
    {
        static_cast<FakeMediaHandler &>(handler).isMuted = muted;
    }
    void setConference(SessionDescriptionHandler &handler, int group) override
    {
        static_cast<FakeMediaHandler &>(handler).conference = group;
    }
    bool renewWay(SessionDescriptionHandler &) override
    {
        renewals += hasWays;
        return hasWays;
    }
    bool useRelay(SessionDescriptionHandler &) override
    {
        relays += hasRelay;
        return hasRelay;
    }
    bool unmuteSystem(Role role) override
    {
        unmuted.append(role);
        return canUnmute;
    }
    std::unique_ptr<QObject> selfTest(SelfTestListener listener) override
    {
        if (!hasSelfTest)
            return nullptr;
        testStep = std::move(listener.step);
        testDone = std::move(listener.done);
        auto running = std::make_unique<QObject>();
        test = running.get();
        return running;
    }
    MediaState state(const SessionDescriptionHandler &handler) const override
    {
        MediaState state = sound;
        if (static_cast<const FakeMediaHandler &>(handler).isAgreed)
            state.codec = QStringLiteral("opus/48000");
        state.way = way;
        state.encryption = encryption;
        state.isWebRtc = isWebRtc;
        state.problem = callProblem;
        state.isSilent = static_cast<const FakeMediaHandler &>(handler).isSilent;
        state.outputLevel = static_cast<const FakeMediaHandler &>(handler).outputLevel;
        state.talkingWhileMuted = talkingWhileMuted;
        return state;
    }
    QJsonObject statistics(const SessionDescriptionHandler &handler) const override
    {
        return {{QStringLiteral("agreed"), static_cast<const FakeMediaHandler &>(handler).isAgreed}};
    }
    void startRecording(SessionDescriptionHandler &handler, const RecordingOrder &order) override
    {
        static_cast<FakeMediaHandler &>(handler).recordings.append(order);
    }
    void pauseRecording(SessionDescriptionHandler &handler, bool isPaused) override
    {
        static_cast<FakeMediaHandler &>(handler).isRecordingPaused = isPaused;
    }
    void stopRecording(SessionDescriptionHandler &handler) override
    {
        ++static_cast<FakeMediaHandler &>(handler).recordingsStopped;
    }
    void play(const QString &file) override
    {
        nowPlaying = {file, 0, 0};
        Q_EMIT playingChanged();
    }
    void stopPlaying() override
    {
        nowPlaying = {};
        Q_EMIT playingChanged();
    }
    Playing playing() const override { return nowPlaying; }
    void findFiles(const QStringList &paths) override
    {
        filesAsked.append(paths);
        if (!isDiskSlow)
            answerFiles();
    }
    /// All that were asked for and have no answer.
    void answerFiles()
    {
        for (const QStringList &asked : std::exchange(filesAsked, {})) {
            QStringList there;
            std::copy_if(asked.begin(), asked.end(), std::back_inserter(there),
                [](const QString &path) { return QFile::exists(path); });
            Q_EMIT filesFound(asked, there);
        }
    }
    void setVoice(const VoiceSettings &settings) override { voice = settings; }
    void setStereo(bool on) override { isStereo = on; }
    void setAlert(Alert alert) override { alerts.append(alert); }
    void setAlertSounds(const QString &region, const QString &ringFile) override
    {
        alertSounds = {region, ringFile};
    }
    QString setDevice(Role role, const QString &spec) override
    {
        devicesSet.insert(role, spec);
        return spec == QLatin1String("id:broken") ? QStringLiteral("The device broken cannot be opened.")
                                                  : QString();
    }
    void setPreferred(Role role, const QStringList &ids) override { preferred.insert(role, ids); }
    void setVolume(Role role, int percent) override { volumes.insert(role, percent); }
    void standInFor(Role role, const QString &why) override
    {
        devicesSet.insert(role, QStringLiteral("null"));
        problem = why;
    }
    bool areDevicesListed() const override { return isListed; }
    QJsonArray devices() const override
    {
        return {QJsonObject{{QStringLiteral("id"), QStringLiteral("one")}}};
    }

    QList<MediaPolicy> policies;
    QPointer<FakeMediaHandler> last;
    QList<QPointer<FakeMediaHandler>> handlers; ///< in the order in which they were made
    VoiceSettings voice;
    bool isStereo = false;
    bool talkingWhileMuted = false; ///< in each call
    QList<Alert> alerts;
    QStringList alertSounds; ///< region and file of the last setAlertSounds()
    QHash<Role, QString> devicesSet;
    QHash<Role, QStringList> preferred;
    QHash<Role, int> volumes;
    QString problem;
    QString callProblem; ///< of each call
    CallState::Way way = CallState::Way::None;
    CallState::Encryption encryption = CallState::Encryption::None;
    bool isWebRtc = false; ///< what is agreed
    bool hasWays = false;  ///< calls have ICE
    int renewals = 0;
    bool hasRelay = false;
    int relays = 0;
    bool canUnmute = false;
    QList<Role> unmuted;
    MediaState sound; ///< what state() begins with
    Playing nowPlaying;
    QList<QStringList> filesAsked;
    bool isDiskSlow = false; ///< answerFiles() has to be called
    bool hasSelfTest = false;
    std::function<void(const QJsonObject &)> testStep;
    std::function<void(const QJsonObject &)> testDone;
    QPointer<QObject> test; ///< the one that runs
    bool isListed = true;
};

} // namespace carillon
