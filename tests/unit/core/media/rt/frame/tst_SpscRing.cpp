// Order, bounds and ownership of the ring, on one thread and between two.
#include "RealtimeCheck.h"
#include "SpscRing.h"

#include <cstdint>
#include <memory>
#include <thread>

using namespace carillon;

namespace {

void isEmptyAtFirst()
{
    SpscRing<int, 4> ring;
    int value = 7;
    CHECK(ring.isEmpty());
    CHECK(!ring.pop(value));
    CHECK(value == 7);
}

void keepsOrderAcrossTheWrap()
{
    SpscRing<int, 4> ring;
    int next = 0, expected = 0, value = 0;
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 3; ++i)
            CHECK(ring.push(next++));
        CHECK(ring.size() == 3);
        for (int i = 0; i < 3; ++i) {
            CHECK(ring.pop(value));
            CHECK(value == expected++);
        }
    }
}

void refusesWhenFullAndLeavesTheValue()
{
    SpscRing<std::unique_ptr<int>, 2> ring;
    CHECK(ring.push(std::make_unique<int>(1)));
    CHECK(ring.push(std::make_unique<int>(2)));
    auto third = std::make_unique<int>(3);
    CHECK(!ring.push(std::move(third)));
    CHECK(third && *third == 3);
    std::unique_ptr<int> first;
    CHECK(ring.pop(first) && *first == 1);
    CHECK(ring.push(std::move(third)));
}

void dropsTheOldest()
{
    SpscRing<int, 8> ring;
    for (int i = 0; i < 5; ++i)
        ring.push(int(i));
    CHECK(ring.drop(3) == 3);
    int value = 0;
    CHECK(ring.pop(value) && value == 3);
    CHECK(ring.drop(10) == 1);
}

void carriesEverythingBetweenThreads()
{
    struct Item {
        std::uint64_t number = 0;
        std::uint64_t check = 0;
    };
    constexpr std::uint64_t count = 200000;
    SpscRing<Item, 64> ring;
    std::thread producer([&ring] {
        for (std::uint64_t i = 0; i < count;) {
            if (ring.push(Item{i, ~i}))
                ++i;
            else
                std::this_thread::yield();
        }
    });
    for (std::uint64_t expected = 0; expected < count;) {
        Item item;
        if (!ring.pop(item)) {
            std::this_thread::yield();
            continue;
        }
        CHECK(item.number == expected);
        CHECK(item.check == ~expected);
        ++expected;
    }
    producer.join();
}

} // namespace

int main()
{
    RUN(isEmptyAtFirst);
    RUN(keepsOrderAcrossTheWrap);
    RUN(refusesWhenFullAndLeavesTheValue);
    RUN(dropsTheOldest);
    RUN(carriesEverythingBetweenThreads);
    return 0;
}
