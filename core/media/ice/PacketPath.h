#pragma once

#include "OwnedFd.h"
#include "WireBytes.h"

#include <functional>

struct _GMainContext; // NOLINT(bugprone-reserved-identifier): GLib's own name, which stays out of our headers
struct _GSource;      // NOLINT(bugprone-reserved-identifier): GLib's own name, which stays out of our headers

namespace carillon {

/// Datagrams of one component between the ICE thread and the media thread: a pair of AF_UNIX datagram
/// sockets, since the media thread sleeps on descriptors anyway and the kernel stamps what arrives there as
/// it does UDP.
///
/// Chosen: 16 datagrams of up to 2048 bytes at a time, as DatagramBatch. What the other side does not fetch
/// waits in the socket's buffer (some 200 packets; the kernel's max_dgram_qlen does not count between the two
/// of a pair) and is then dropped, without anybody waiting: late sound is none.
class PacketPath final
{
public:
    static constexpr int DatagramsAtOnce = 16;
    static constexpr std::size_t DatagramBytes = 2048;
    using Sink = std::function<void(Bytes)>;

    /// Core thread. Descriptors are -1 when the system has none left.
    PacketPath();
    ~PacketPath();
    PacketPath(PacketPath &&) = delete;

    int mediaFd() const { return m_media.fd(); }
    /// ICE thread: what the media thread sends goes to @p sink, until stop().
    void start(_GMainContext *context, Sink sink);
    void stop();
    /// ICE thread: towards the media thread.
    void deliver(Bytes datagram) const;

private:
    void read();

    OwnedFd m_media;
    OwnedFd m_ice;
    Sink m_sink;
    _GSource *m_source = nullptr;
};

} // namespace carillon
