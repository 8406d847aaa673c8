#include "AllocationGuard.h"

#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

thread_local int guards = 0;

void refuse(const char *what)
{
    if (guards == 0)
        return;
    guards = 0; // what follows may allocate
    std::fprintf(stderr, "AllocationGuard: operator %s where nothing may be allocated\n", what);
    std::abort();
}

void *allocated(std::size_t size)
{
    refuse("new");
    if (void *memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}

void *allocatedOrNull(std::size_t size) noexcept
{
    refuse("new");
    return std::malloc(size ? size : 1);
}

void *allocated(std::size_t size, std::align_val_t alignment)
{
    refuse("new");
    const auto align = std::size_t(alignment);
    if (void *memory = std::aligned_alloc(align, (size + align - 1) / align * align))
        return memory;
    throw std::bad_alloc();
}

void released(void *memory) noexcept
{
    if (!memory)
        return;
    refuse("delete");
    std::free(memory);
}

} // namespace

void *operator new(std::size_t size)
{
    return allocated(size);
}
void *operator new[](std::size_t size)
{
    return allocated(size);
}
void *operator new(std::size_t size, std::align_val_t alignment)
{
    return allocated(size, alignment);
}
void *operator new[](std::size_t size, std::align_val_t alignment)
{
    return allocated(size, alignment);
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return allocatedOrNull(size);
}
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept
{
    return allocatedOrNull(size);
}
void operator delete(void *memory) noexcept
{
    released(memory);
}
void operator delete[](void *memory) noexcept
{
    released(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    released(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    released(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    released(memory);
}
void operator delete[](void *memory, std::align_val_t) noexcept
{
    released(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    released(memory);
}
void operator delete[](void *memory, std::size_t, std::align_val_t) noexcept
{
    released(memory);
}

namespace carillon {

AllocationGuard::AllocationGuard()
{
    ++guards;
}

AllocationGuard::~AllocationGuard()
{
    --guards;
}

} // namespace carillon
