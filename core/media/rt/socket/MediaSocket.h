#pragma once

#include "SocketAddress.h"
#include "WireBytes.h"

#include <array>
#include <chrono>
#include <ctime>

namespace carillon {

/// The family of a bound socket, AF_UNSPEC when it is none. Core thread or media thread.
int socketFamily(int fd) noexcept;

/// Lets the kernel note when each datagram arrives, for DatagramBatch::age(). Core thread.
void noteArrivals(int fd) noexcept;

/// Sends one datagram without ever waiting. @param family of the socket; an AF_UNIX one is connected and
/// needs no address. @returns false when the kernel refused.
bool sendDatagram(int fd, int family, Bytes bytes, const SocketAddress &to) noexcept;

/// Room for the datagrams which one system call brings: one for the whole media thread, used by each stream
/// in turn.
///
/// Chosen: 16 datagrams of up to 2048 bytes. A call of 50 packets a second has one or none waiting; 16 is
/// what a flood gets at a time. A longer datagram is no media of ours and is dropped.
class DatagramBatch final
{
public:
    static constexpr std::size_t MaxDatagrams = 16;
    static constexpr std::size_t MaxBytes = 2048;

    DatagramBatch() noexcept;
    DatagramBatch(const DatagramBatch &) = delete;
    DatagramBatch &operator=(const DatagramBatch &) = delete;

    /// Reads what is there, without waiting. @returns how many datagrams, 0 when there is none.
    std::size_t receive(int fd) noexcept;
    /// Of those received last; aligned for SRTP; empty when it was longer than MaxBytes.
    MutableBytes bytes(std::size_t index) noexcept;
    /// SocketAddress::connected() when it came through an AF_UNIX socket.
    SocketAddress source(std::size_t index) const noexcept;
    /// How long before receive() it arrived: nobody need wake for a packet in order to know. 0 without
    /// noteArrivals(), and for a moment after it.
    std::chrono::nanoseconds age(std::size_t index) const noexcept;

private:
    struct alignas(16) Buffer {
        std::array<std::uint8_t, MaxBytes> bytes;
    };
    struct alignas(cmsghdr) Control {
        std::array<char, CMSG_SPACE(sizeof(timespec))> bytes;
    };
    std::array<Buffer, MaxDatagrams> m_buffers;
    std::array<Control, MaxDatagrams> m_controls{};
    std::array<sockaddr_storage, MaxDatagrams> m_sources{};
    std::array<iovec, MaxDatagrams> m_vectors{};
    std::array<mmsghdr, MaxDatagrams> m_messages{};
    std::chrono::nanoseconds m_receivedAt{}; ///< of the system's clock, as the kernel's notes are
};

} // namespace carillon
