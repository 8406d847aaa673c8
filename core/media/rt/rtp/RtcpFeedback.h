#pragma once

#include "TransportFeedback.h"
#include "WireBytes.h"

#include <array>
#include <optional>
#include <variant>

namespace carillon {

/// Where a feedback message is in a received datagram, RFC 4585 §6.1; see parseFeedback().
struct RtcpFeedbackView {
    enum class Layer : std::uint8_t { Transport = 205, Payload = 206 };
    Layer layer = Layer::Transport;
    std::uint8_t format = 0; ///< FMT
    Bytes body;              ///< the two SSRCs and what follows; at least 8 bytes
};

/// These packets are missing, RFC 4585 §6.2.1.
struct GenericNack {
    static constexpr std::uint8_t Format = 1;
    static constexpr std::size_t MaxItems = 64;
    struct Item {
        std::uint16_t packetId = 0;
        std::uint16_t following = 0; ///< BLP: bit i for packetId + i + 1
        friend bool operator==(const Item &, const Item &) = default;
    };
    std::uint32_t senderSsrc = 0;
    std::uint32_t mediaSsrc = 0;
    std::array<Item, MaxItems> items{}; ///< what a longer message says beyond is passed over
    std::size_t count = 0;
};

/// RFC 4585 §6.3.1.
struct PictureLossIndication {
    static constexpr std::uint8_t Format = 1;
    std::uint32_t senderSsrc = 0;
    std::uint32_t mediaSsrc = 0;
};

/// RFC 5104 §4.3.1.
struct FullIntraRequest {
    static constexpr std::uint8_t Format = 4;
    static constexpr std::size_t MaxEntries = 8;
    struct Entry {
        std::uint32_t ssrc = 0;
        std::uint8_t sequence = 0; ///< the same number is the same request
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    std::uint32_t senderSsrc = 0;
    std::array<Entry, MaxEntries> entries{};
    std::size_t count = 0;
};

/// REMB, draft-alvestrand-rmcat-remb-03 §2.2: the most a receiver wants of these sources together.
struct ReceiverEstimate {
    static constexpr std::uint8_t Format = 15; ///< "application layer", with REMB in its body
    static constexpr std::size_t MaxSources = 8;
    std::uint32_t senderSsrc = 0;
    std::uint64_t bitsPerSecond = 0;
    std::array<std::uint32_t, MaxSources> sources{};
    std::size_t count = 0;
};

/// A kind that we do not know, RFC 4585 §6.1: ignored.
struct UnknownFeedback {
    RtcpFeedbackView::Layer layer = RtcpFeedbackView::Layer::Transport;
    std::uint8_t format = 0;
};

using RtcpFeedback = std::variant<UnknownFeedback, GenericNack, PictureLossIndication, FullIntraRequest,
    ReceiverEstimate, TransportFeedback>;

/// Nothing when its lengths contradict each other.
std::optional<RtcpFeedback> parseFeedback(const RtcpFeedbackView &view) noexcept;

/// Who acts on what the peer asks for. Media thread; may not allocate.
class RtcpFeedbackSink
{
public:
    RtcpFeedbackSink() = default;
    RtcpFeedbackSink(const RtcpFeedbackSink &) = delete;
    RtcpFeedbackSink &operator=(const RtcpFeedbackSink &) = delete;
    virtual ~RtcpFeedbackSink() = default;
    virtual void feedback(const RtcpFeedback &feedback) noexcept = 0;
};

/// All that sound has to say to it.
class RtcpFeedbackCounter final : public RtcpFeedbackSink
{
public:
    void feedback(const RtcpFeedback &feedback) noexcept override;

    std::uint64_t messages = 0; ///< of all kinds
    std::uint64_t nackedPackets = 0;
    std::uint64_t pictureLosses = 0;
    std::uint64_t fullIntraRequests = 0;
    std::uint64_t receiverEstimates = 0;
    std::uint64_t transportFeedbacks = 0;
    std::uint64_t unknown = 0;
};

} // namespace carillon
