#pragma once

#include "AudioPort.h"
#include "MediaEvents.h"
#include "MediaStream.h"

#include <memory>

namespace carillon {

/// The one real-time thread of the process: every stream, each 10 ms. All of this class is for the core
/// thread.
class MediaThread final
{
public:
    /// @param port outlives the thread.
    explicit MediaThread(AudioPort &port);
    /// Stops, then destroys the streams which are still in it, on the caller's thread.
    ~MediaThread();
    MediaThread(const MediaThread &) = delete;
    MediaThread &operator=(const MediaThread &) = delete;

    void start();
    void stop();
    bool isRunning() const;
    /// Whether the system granted real-time scheduling; sound works without, less evenly under load.
    bool isRealTime() const;

    // Commands take effect at the next tick, within 10 ms. All return false when the command ring is full
    // (the media thread hangs or does not run) and then leave what they were given with the caller.
    bool addStream(std::unique_ptr<MediaStream> &&stream);
    /// For a re-INVITE: new addresses, codecs, keys, direction, endpoint. Keys and codecs which did not
    /// change go on as they are. The old setup comes back as SetupRetired.
    bool updateStream(StreamId id, std::unique_ptr<StreamSetup> &&setup);
    /// Sends RTCP BYE; the stream comes back as StreamRemoved.
    bool removeStream(StreamId id);
    /// Queued behind earlier digits; past 32 waiting digits they are dropped.
    bool sendDtmf(StreamId id, const DtmfRequest &request);
    /// Any of them.
    bool post(MediaCommand &&command);

    /// The next event, or std::monostate. Call it from a timer until it is empty.
    MediaEvent takeEvent();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
