#pragma once

#include "DtmfRequest.h"
#include "MediaNews.h"
#include "MediaStream.h"
#include "RecordingTap.h"
#include "StreamSetup.h"

#include <memory>
#include <variant>

namespace carillon {

/// What an update replaced; core destroys it and may close sockets which only it used.
struct SetupRetired {
    StreamId id = 0;
    std::unique_ptr<StreamSetup> setup;
};

/// The stream is out of the media thread's hands; core destroys it.
struct StreamRemoved {
    StreamId id = 0;
    std::unique_ptr<MediaStream> stream;
};

/// The stream writes into it no more; core lets go of it. Null: it wrote into none.
struct TapReleased {
    StreamId id = 0;
    std::shared_ptr<RecordingTap> tap;
};

using MediaEvent = std::variant<std::monostate, StreamStarted, SourceLatched, ControlLatched, DtmfReceived,
    DtmfFinished, LocalSsrcChanged, RemoteBye, SetupRetired, StreamRemoved, TapReleased>;

struct AddStream {
    std::unique_ptr<MediaStream> stream;
};
struct UpdateStream {
    StreamId id = 0;
    std::unique_ptr<StreamSetup> setup;
};
struct RemoveStream {
    StreamId id = 0;
};
/// The call was answered: its peer may now send from an address of its own.
struct ExpectPeer {
    StreamId id = 0;
};
struct SendDtmf {
    StreamId id = 0;
    DtmfRequest request;
};

/// The stream is recorded from now on; null ends that. The tap before comes back as TapReleased.
struct SetRecordingTap {
    StreamId id = 0;
    std::shared_ptr<RecordingTap> tap;
};

using MediaCommand = std::variant<std::monostate, AddStream, UpdateStream, ExpectPeer, RemoveStream, SendDtmf,
    SetRecordingTap>;

} // namespace carillon
