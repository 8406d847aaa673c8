#include "Random.h"

#include <QRandomGenerator>

namespace carillon {

quint32 Random::below(quint32 bound)
{
    Q_ASSERT(bound > 0);
    // The bias of a 64-bit number reduced to 32 bits is below 2^-32.
    return quint32(next64() % bound);
}

QByteArray Random::bytes(qsizetype bytes)
{
    QByteArray result(bytes, Qt::Uninitialized);
    quint64 pool = 0;
    for (qsizetype i = 0; i < bytes; ++i) {
        if (i % 8 == 0)
            pool = next64();
        result[i] = char(pool & 0xff);
        pool >>= 8;
    }
    return result;
}

QByteArray Random::token(qsizetype characters)
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    QByteArray result(characters, Qt::Uninitialized);
    quint64 pool = 0;
    for (qsizetype i = 0; i < characters; ++i) {
        if (i % 12 == 0)
            pool = next64();
        result[i] = alphabet[pool & 31];
        pool >>= 5;
    }
    return result;
}

quint64 SystemRandom::next64()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace carillon
