#pragma once

#include <cstddef>

namespace carillon {

/// Counts what this thread takes from the heap while it lives, by malloc and by everything that ends there
/// (operator new, QByteArray). Link support_alloc.
class AllocationCounter
{
public:
    AllocationCounter();
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter &) = delete;
    AllocationCounter &operator=(const AllocationCounter &) = delete;
    std::size_t count() const;
};

} // namespace carillon
