#include "MediaStream.h"

namespace carillon {

StreamSetup::StreamSetup(const StreamParameters &parameters)
    : m_parameters(parameters)
{
}

StreamSetup::~StreamSetup() = default;

std::unique_ptr<StreamSetup> StreamSetup::create(const StreamParameters &parameters, StreamError *error)
{
    const StreamError reason = parameters.rtpFd < 0 ? StreamError::NoSocket : StreamError::None;
    if (error)
        *error = reason;
    if (reason != StreamError::None)
        return nullptr;
    return std::unique_ptr<StreamSetup>(new StreamSetup(parameters));
}

MediaStream::MediaStream(std::unique_ptr<StreamSetup> setup)
    : m_setup(std::move(setup))
{
}

MediaStream::~MediaStream() = default;

} // namespace carillon
