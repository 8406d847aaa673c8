#pragma once

#include "Random.h"

namespace carillon {

/// The same numbers in every run (splitmix64).
class FakeRandom final : public Random
{
public:
    explicit FakeRandom(quint64 seed = 1)
        : m_state(seed)
    {
    }
    quint64 next64() override
    {
        quint64 z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

private:
    quint64 m_state;
};

} // namespace carillon
