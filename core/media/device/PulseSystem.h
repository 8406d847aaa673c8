#pragma once

#include "AudioSystem.h"
#include "Clock.h"
#include "PulseMainloop.h"

#include <QHash>
#include <optional>

struct pa_context;
struct pa_operation;
struct pa_sink_info;
struct pa_stream;
struct pa_source_info;
struct pa_server_info;

namespace carillon {

/// The devices of a PulseAudio server, or of PipeWire's which speaks its protocol; what plays loudspeakers
/// (monitors) is no microphone.
///
/// The connection is made when it is first needed and then kept: the server tells of each change, nothing is
/// polled. What it does not answer as it should is asked again; the devices of before stay meanwhile. One
/// that is lost while sound is wanted is looked for every RetrySoon, after a while every RetryLate.
class PulseSystem final : public AudioSystem
{
    Q_OBJECT
public:
    static constexpr Milliseconds RetrySoon{200};
    /// After a list that broke off: in a call somebody waits for what takes the place of what went.
    static constexpr Milliseconds AskAgain{5};
    static constexpr Milliseconds RetryLate{1000};
    static constexpr int SoonRetries = 50;
    static constexpr Milliseconds DrainTime{500};
    /// In a row: then what was told is believed, and of what was not the devices of before.
    static constexpr int MostBrokenListings = 3;

    explicit PulseSystem(Clock &clock);
    Clock &clock() const { return m_clock; }
    ~PulseSystem() override;

    State state() const override { return m_state; }
    QList<AudioDevice> devices() const override { return m_devices; }
    void refresh() override;
    void setWanted(Want want) override;
    std::unique_ptr<AudioInput> makeInput(const QString &id) override;
    std::unique_ptr<AudioOutput> makeOutput(const QString &id) override;
    void unmute(DeviceRole role, const QString &id) override;

    /// Null unless it is ready.
    pa_context *context() const;
    QString nameOf(const QString &id) const;
    /// Takes a stream for playing: it plays what it has, for DrainTime at most, and is closed.
    void drain(pa_stream *stream);

private:
    /// What came of three questions: the server's defaults, its sources, its sinks.
    struct Listing {
        QString defaultSource;
        QString defaultSink;
        QList<AudioDevice> devices;
        int unanswered = 0;
        bool isBroken = false;           ///< one of the answers is that there is none
        QList<DeviceRole> untoldRoles{}; ///< whose devices were not told
    };

    void connectNow();
    void disconnectNow();
    void contextChanged();
    void lost();
    void list();
    void answered();
    void refused(std::optional<DeviceRole> role);
    void listed();
    void dropDraining();
    void setKnown(State state, const QList<AudioDevice> &devices);
    void tellServer(const pa_server_info *info);
    void tellSource(const pa_source_info *info, int end);
    void tellSink(const pa_sink_info *info, int end);

    Clock &m_clock;
    PulseMainloop m_mainloop;
    pa_context *m_context = nullptr;
    State m_state = State::Unknown;
    QList<AudioDevice> m_devices;
    std::optional<Listing> m_listing; ///< while one is under way
    bool m_isListingOld = false;      ///< something changed since it began
    int m_brokenListings = 0;         ///< in a row
    Timer m_listAgain;
    Want m_want = Want::Nothing;
    int m_retries = 0;
    Timer m_retry;
    QHash<pa_stream *, pa_operation *> m_draining; ///< whose callback may not come after its end
    Timer m_drained;
};

} // namespace carillon
