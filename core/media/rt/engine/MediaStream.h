#pragma once

#include "StreamControls.h"
#include "StreamParameters.h"

#include <memory>

namespace carillon {

/// Why a stream could not be built.
enum class StreamError : std::uint8_t {
    None,
    NoSocket,
    BadPtime,
    BadPayloadType, ///< over 127, or one that RTCP could be taken for on the same port (RFC 5761 §4)
    CodecFailed, ///< the codec library refused the parameters
    SrtpFailed, ///< libsrtp refused the key, or only one direction has one
};

/// Everything a stream needs which must be allocated: codecs, resamplers, SRTP contexts. Made on the core thread.
class StreamSetup final
{
public:
    /// @returns null and says why in @p error.
    static std::unique_ptr<StreamSetup> create(const StreamParameters &parameters, StreamError *error = nullptr);
    ~StreamSetup();

    const StreamParameters &parameters() const { return m_parameters; }

private:
    explicit StreamSetup(const StreamParameters &parameters);
    StreamParameters m_parameters;
};

/// One RTP stream of one call: the send chain and the receive chain. Core builds and destroys it, the media thread
/// runs it in between.
class MediaStream final
{
public:
    explicit MediaStream(std::unique_ptr<StreamSetup> setup);
    ~MediaStream();

    StreamId id() const { return m_setup->parameters().id; }
    /// Valid as long as the stream lives, on whichever thread.
    StreamControls &controls() { return m_controls; }

private:
    StreamControls m_controls;
    std::unique_ptr<StreamSetup> m_setup;
};

} // namespace carillon
