#include "AllocationCounter.h"

#include <cstdlib>

namespace {
thread_local bool counting = false;
thread_local std::size_t allocations = 0;

void countOne()
{
    if (counting)
        ++allocations;
}
} // namespace

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CARILLON_SANITIZED_HEAP
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CARILLON_SANITIZED_HEAP
#endif

#if defined(CARILLON_SANITIZED_HEAP)
// The sanitizer owns malloc and calls us.
extern "C" int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, std::size_t), void (*free_hook)(const volatile void *));
static const int installed = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void *, std::size_t) { countOne(); }, [](const volatile void *) {});
#else
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *old, std::size_t size);

void *malloc(std::size_t size)
{
    countOne();
    return __libc_malloc(size);
}

void *calloc(std::size_t count, std::size_t size)
{
    countOne();
    return __libc_calloc(count, size);
}

void *realloc(void *old, std::size_t size)
{
    countOne();
    return __libc_realloc(old, size);
}
}
#endif

namespace carillon {

AllocationCounter::AllocationCounter()
{
    allocations = 0;
    counting = true;
}

AllocationCounter::~AllocationCounter()
{
    counting = false;
}

std::size_t AllocationCounter::count() const
{
    return allocations;
}

} // namespace carillon
