#pragma once

#include "Resolver.h"

#include <QByteArrayView>
#include <chrono>

namespace carillon {

/// What one DNS message says about one question, read by c-ares; the bytes are a stranger's.
template <typename Record>
struct DnsAnswer {
    struct Limits {
        static constexpr qsizetype Records = 32; ///< of one name; what is more is left out
    };
    QList<Record> records;
    std::chrono::seconds life{0}; ///< the least TTL of the answer; 0: not to be kept
};

namespace DnsAnswers {

/// A message which is no answer, or a damaged one, is an error; one without such records an empty list.
Result<DnsAnswer<NamingPointer>, NetworkError> namingPointers(QByteArrayView message);
Result<DnsAnswer<ServiceRecord>, NetworkError> services(QByteArrayView message);

} // namespace DnsAnswers

} // namespace carillon
