#pragma once

#include "MediaTime.h"
#include "SocketAddress.h"

namespace carillon {

/// Decides whose packets are the peer's, and where ours go: symmetric RTP (RFC 4961) that cannot be stolen.
///
/// Behind a NAT the peer's SDP names an address that does not work; its packets come from one that does.
/// Whoever sends first could, however, be a stranger who sprays valid-looking RTP at all ports ("RTP bleed"),
/// and would be sent the microphone. The rules, strictest that still let calls through NATs work:
///
/// 1. We send to the signalled address until something valid arrived.
/// 2. What comes from the signalled address is always the peer. If another was believed before, it wins it
/// back.
/// 3. Plain RTP: another source is believed only while nothing valid was heard yet, and only within the
/// Window after
///    start(), which expectPeer() opens once more: a gateway sends its first packet when its user has
///    answered. Or later, if the signalled address is private and the source is not, since then there
///    certainly is a NAT and no sound without it. Once a source is believed, no other one is, however long it
///    is silent: a peer on hold or muted is silent for minutes, and that is just when pjsua gave its sound
///    away. A peer whose address really changes says so by re-INVITE: move() starts this anew, and what the
///    former party still has under way wins nothing back.
/// 4. SRTP that was authentic and no replay is the peer wherever it comes from, so it is always listened to.
/// We follow
///    it to a new address when the old one was silent for FollowAfter: somebody on the path who forwards the
///    peer's packets from elsewhere loses this race as long as the peer speaks.
class SourceLatch final
{
public:
    static constexpr std::chrono::milliseconds Window{3000};
    static constexpr std::chrono::milliseconds FollowAfter{500};

    enum class Proof : std::uint8_t {
        Plain,         ///< a well-formed packet with a payload type of ours
        Authenticated, ///< SRTP accepted it
    };
    enum class Verdict : std::uint8_t {
        Peer,
        Latched, ///< the peer, and target() is confirmed or changed by this packet
        Stranger,
    };

    /// With a new call.
    void start(const SocketAddress &signalled, MediaTime now) noexcept;
    /// When a re-INVITE brought another address that is usable; not for one which changes nothing.
    void move(const SocketAddress &signalled, MediaTime now) noexcept;
    /// The call was answered: if nothing was heard so far, the window begins now.
    void expectPeer(MediaTime now) noexcept;
    Verdict packet(const SocketAddress &source, Proof proof, MediaTime now) noexcept;

    /// Where to send; may be unusable before the first packet when the SDP named no address.
    const SocketAddress &target() const noexcept { return m_target; }
    const SocketAddress &signalled() const noexcept { return m_signalled; }
    bool isLatched() const noexcept { return m_latched; }

private:
    Verdict latch(const SocketAddress &source, MediaTime now) noexcept;
    bool isFormer(const SocketAddress &source) const noexcept;
    bool mayLatchPlain(const SocketAddress &source, MediaTime now) const noexcept;
    bool mayLatchAuthenticated(const SocketAddress &source, MediaTime now) const noexcept;

    SocketAddress m_signalled;
    SocketAddress m_target;
    SocketAddress m_formerSignalled; ///< before move()
    SocketAddress m_formerTarget;
    MediaTime m_started{};
    MediaTime m_heardAt{};
    bool m_latched = false;
};

} // namespace carillon
