#pragma once

#include "DtmfRequest.h"
#include "MediaNews.h"
#include "MediaStream.h"
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

using MediaEvent = std::variant<std::monostate, StreamStarted, SourceLatched, ControlLatched, DtmfReceived,
    DtmfFinished, LocalSsrcChanged, RemoteBye, SetupRetired, StreamRemoved>;

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

using MediaCommand
    = std::variant<std::monostate, AddStream, UpdateStream, ExpectPeer, RemoveStream, SendDtmf>;

} // namespace carillon
