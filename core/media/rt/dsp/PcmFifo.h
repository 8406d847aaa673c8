#pragma once

#include "PcmLine.h"

namespace carillon {

/// Samples waiting to be cut into pieces of another length; one thread only. Keeps what it holds in one
/// piece, so that a codec can read it in place. Latency: what is in it.
template <std::size_t Capacity>
class PcmFifo final : public PcmLine<0, Capacity>
{
    using Line = PcmLine<0, Capacity>;

public:
    void clear() noexcept { this->m_size = 0; }
    /// The oldest @p count samples, at most size(); valid until the next change.
    std::span<const std::int16_t> peek(std::size_t count) const noexcept
    {
        return {this->m_samples.data(), std::min(count, this->m_size)};
    }
    void drop(std::size_t count) noexcept { Line::advance(std::min(count, this->m_size)); }
};

} // namespace carillon
