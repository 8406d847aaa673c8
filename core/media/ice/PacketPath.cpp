#include "PacketPath.h"

#include <array>

#include <sys/socket.h>

#include <glib-unix.h>

namespace carillon {

PacketPath::PacketPath()
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        return;
    m_media = OwnedFd(pair[0]);
    m_ice = OwnedFd(pair[1]);
}

PacketPath::~PacketPath() = default;

void PacketPath::start(GMainContext *context, Sink sink)
{
    if (!m_ice.isValid() || m_source)
        return;
    m_sink = std::move(sink);
    m_source = g_unix_fd_source_new(m_ice.fd(), G_IO_IN);
    const auto call = [](gint, GIOCondition, gpointer self) -> gboolean {
        static_cast<PacketPath *>(self)->read();
        return G_SOURCE_CONTINUE;
    };
    g_source_set_callback(m_source, G_SOURCE_FUNC(static_cast<GUnixFDSourceFunc>(call)), this, nullptr);
    g_source_attach(m_source, context);
}

void PacketPath::stop()
{
    if (!m_source)
        return;
    g_source_destroy(m_source);
    g_source_unref(m_source);
    m_source = nullptr;
}

void PacketPath::read()
{
    std::array<std::uint8_t, DatagramBytes> buffer;
    for (int i = 0; i < DatagramsAtOnce; ++i) {
        const ssize_t size = ::recv(m_ice.fd(), buffer.data(), buffer.size(), MSG_DONTWAIT | MSG_TRUNC);
        if (size < 0)
            return;
        if (std::size_t(size) <= buffer.size())
            m_sink(Bytes(buffer.data(), std::size_t(size)));
    }
}

void PacketPath::deliver(Bytes datagram) const
{
    (void)::send(m_ice.fd(), datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

} // namespace carillon
