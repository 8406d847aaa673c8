#include "TransportFeedback.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr std::size_t FixedSize = 16; ///< SSRCs, base, count, time
constexpr std::size_t HeaderSize = 4;
constexpr std::uint8_t TransportLayerFeedback = 205;
constexpr std::chrono::milliseconds ReferenceUnit{64};
constexpr std::int64_t TicksPerReference = ReferenceUnit / TransportFeedback::Tick;

/// §3.1.1.
enum Symbol : std::uint8_t { Missing = 0, SmallDelta = 1, LargeDelta = 2, Reserved = 3 };

constexpr std::size_t OneBitSymbols = 14;
constexpr std::size_t TwoBitSymbols = 7;

/// The packet chunks, §3.1.3 and §3.1.4, symbol by symbol.
class ChunkReader
{
public:
    explicit ChunkReader(Bytes bytes)
        : m_bytes(bytes)
    {
    }
    std::optional<Symbol> next() noexcept
    {
        while (m_left == 0) {
            if (m_bytes.size() - m_at < 2)
                return {};
            m_chunk = readU16(m_bytes, m_at);
            m_at += 2;
            m_left = isVector() ? (isTwoBit() ? TwoBitSymbols : OneBitSymbols) : m_chunk & 0x1fff;
        }
        --m_left;
        if (!isVector())
            return Symbol((m_chunk >> 13) & 3);
        return isTwoBit() ? Symbol((m_chunk >> (2 * m_left)) & 3) : Symbol((m_chunk >> m_left) & 1);
    }
    Bytes rest() const noexcept { return m_bytes.subspan(m_at); }

private:
    bool isVector() const noexcept { return m_chunk & 0x8000; }
    bool isTwoBit() const noexcept { return m_chunk & 0x4000; }

    Bytes m_bytes;
    std::size_t m_at = 0;
    std::uint16_t m_chunk = 0;
    std::size_t m_left = 0;
};

bool readDeltas(TransportFeedback &feedback, std::span<const Symbol> symbols, Bytes deltas) noexcept
{
    std::int32_t ticks = 0; // at most 512 * 32768
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const std::size_t size = symbols[i]; // none, one or two bytes
        if (symbols[i] == Reserved || deltas.size() < size)
            return false;
        if (symbols[i] == SmallDelta)
            ticks += deltas[0];
        else if (symbols[i] == LargeDelta)
            ticks += std::int16_t(readU16(deltas, 0));
        feedback.arrivals[i] = symbols[i] == Missing ? TransportFeedback::NotReceived : ticks;
        deltas = deltas.subspan(size);
    }
    return true;
}

std::size_t runLength(std::span<const Symbol> symbols) noexcept
{
    std::size_t run = 1;
    while (run < symbols.size() && symbols[run] == symbols[0])
        ++run;
    return run;
}

/// Appends the chunk that says most of @p symbols. @returns how many it says.
std::size_t writeChunk(MutableBytes out, std::span<const Symbol> symbols) noexcept
{
    const std::size_t run = runLength(symbols);
    if (run > TwoBitSymbols || run == symbols.size()) {
        writeU16(out, 0, std::uint16_t((std::size_t(symbols[0]) << 13) | run));
        return run;
    }
    std::size_t count = std::min(OneBitSymbols, symbols.size());
    const auto isLarge = [](Symbol symbol) { return symbol == LargeDelta; };
    const bool twoBit = std::any_of(symbols.begin(), symbols.begin() + std::ptrdiff_t(count), isLarge);
    if (twoBit)
        count = std::min(TwoBitSymbols, symbols.size());
    std::uint16_t chunk = twoBit ? 0xc000 : 0x8000;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t shift = twoBit ? 2 * (TwoBitSymbols - 1 - i) : OneBitSymbols - 1 - i;
        chunk = std::uint16_t(chunk | (symbols[i] << shift));
    }
    writeU16(out, 0, chunk);
    return count;
}

} // namespace

std::optional<TransportFeedback> TransportFeedback::parse(Bytes body) noexcept
{
    if (body.size() < FixedSize)
        return {};
    TransportFeedback feedback;
    feedback.senderSsrc = readU32(body, 0);
    feedback.mediaSsrc = readU32(body, 4);
    feedback.baseSequence = readU16(body, 8);
    feedback.count = readU16(body, 10);
    feedback.referenceTime = std::int32_t(readU32(body, 12)) >> 8;
    feedback.feedbackCount = body[15];
    if (feedback.count == 0 || feedback.count > MaxStatuses)
        return {};
    std::array<Symbol, MaxStatuses> symbols;
    ChunkReader chunks(body.subspan(FixedSize));
    for (std::size_t i = 0; i < feedback.count; ++i) {
        const auto symbol = chunks.next();
        if (!symbol)
            return {};
        symbols[i] = *symbol;
    }
    if (!readDeltas(feedback, std::span(symbols).first(feedback.count), chunks.rest()))
        return {};
    return feedback;
}

const TransportArrivals::Slot *TransportArrivals::at(std::int64_t sequence) const noexcept
{
    const Slot &slot = m_slots[std::size_t(sequence) % MaxStatuses];
    return slot.sequence == sequence ? &slot : nullptr;
}

void TransportArrivals::received(std::uint16_t sequence, MediaTime arrival) noexcept
{
    if (!m_isStarted) {
        m_isStarted = true;
        m_base = 0x10000 + std::int64_t(sequence); // one cycle up, so that nothing is negative
        m_highest = m_base - 1;
    }
    const std::int64_t extended
        = m_highest + std::int16_t(std::uint16_t(sequence - std::uint16_t(m_highest)));
    if (extended < m_base)
        return; // said to be lost, or said already
    if (extended - m_base >= std::int64_t(MaxStatuses))
        m_base = extended - std::int64_t(MaxStatuses) + 1;
    Slot &slot = m_slots[std::size_t(extended) % MaxStatuses];
    if (slot.sequence == extended)
        return; // a duplicate: when it came first counts
    slot = {extended, arrival};
    m_highest = std::max(m_highest, extended);
}

std::size_t TransportArrivals::write(
    MutableBytes out, std::uint32_t senderSsrc, std::uint32_t mediaSsrc) noexcept
{
    if (isEmpty() || out.size() < MaxPacketBytes)
        return 0;
    std::int64_t first = m_base;
    while (first < m_highest && !at(first))
        ++first;
    const auto ticksOf = [](MediaTime time) { return time.time_since_epoch() / TransportFeedback::Tick; };
    const std::int64_t reference = ticksOf(at(first)->arrival) / TicksPerReference;
    std::array<Symbol, MaxStatuses> symbols;
    std::array<std::uint8_t, 2 * MaxStatuses> deltas;
    std::size_t count = 0, deltaBytes = 0;
    std::int64_t previous = reference * TicksPerReference;
    for (std::int64_t sequence = m_base; sequence <= m_highest; ++sequence, ++count) {
        const Slot *slot = at(sequence);
        symbols[count] = Missing;
        if (!slot)
            continue;
        const std::int64_t delta = ticksOf(slot->arrival) - previous;
        if (delta < INT16_MIN || delta > INT16_MAX)
            break; // eight seconds later: the next message has a reference of its own
        symbols[count] = delta >= 0 && delta <= UINT8_MAX ? SmallDelta : LargeDelta;
        if (symbols[count] == LargeDelta)
            deltas[deltaBytes++] = std::uint8_t(std::uint16_t(delta) >> 8);
        deltas[deltaBytes++] = std::uint8_t(delta);
        previous += delta;
    }
    std::size_t size = HeaderSize + FixedSize;
    for (std::size_t done = 0; done < count; size += 2)
        done += writeChunk(out.subspan(size), std::span(symbols).subspan(done, count - done));
    std::copy_n(deltas.begin(), deltaBytes, out.begin() + std::ptrdiff_t(size));
    size += deltaBytes;
    while (size % 4 != 0)
        out[size++] = 0;
    out[0] = 0x80 | TransportFeedback::Format;
    out[1] = TransportLayerFeedback;
    writeU16(out, 2, std::uint16_t(size / 4 - 1));
    writeU32(out, 4, senderSsrc);
    writeU32(out, 8, mediaSsrc);
    writeU16(out, 12, std::uint16_t(m_base));
    writeU16(out, 14, std::uint16_t(count));
    writeU32(out, 16, std::uint32_t(reference << 8) | m_feedbackCount++);
    m_base += std::int64_t(count);
    return size;
}

} // namespace carillon
