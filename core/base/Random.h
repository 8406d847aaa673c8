#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace carillon {

/// Randomness as an argument: branches, tags, nonces, SSRCs. Core thread only.
class Random
{
public:
    Random() = default;
    Random(const Random &) = delete;
    Random &operator=(const Random &) = delete;
    virtual ~Random() = default;

    virtual quint64 next64() = 0;
    /// Uniform in [0, @p bound); @p bound > 0.
    quint32 below(quint32 bound);
    /// @p bytes random bytes, as they are.
    QByteArray bytes(qsizetype bytes);
    /// @p characters of [a-z2-7], five bits each: 26 of them carry 128 bits.
    QByteArray token(qsizetype characters);
};

/// The operating system's cryptographically secure generator.
class SystemRandom final : public Random
{
public:
    quint64 next64() override;
};

} // namespace carillon
