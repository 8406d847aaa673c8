#pragma once

namespace carillon {

/// While one lives, operator new and delete on this thread end the program: what runs below may not allocate.
/// (The C malloc inside libraries is not seen by it.)
class AllocationGuard final
{
public:
    AllocationGuard();
    ~AllocationGuard();
    AllocationGuard(const AllocationGuard &) = delete;
    AllocationGuard &operator=(const AllocationGuard &) = delete;
};

} // namespace carillon
