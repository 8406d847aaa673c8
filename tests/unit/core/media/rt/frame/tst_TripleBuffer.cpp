// The reader sees whole values, never older ones than before, and the last one in the end.
#include "RealtimeCheck.h"
#include "TripleBuffer.h"

#include <atomic>
#include <thread>

using namespace carillon;

namespace {

struct Value {
    std::uint64_t number = 0;
    std::uint64_t filling[15] = {};
};

void readsTheSameAgain()
{
    TripleBuffer<int> buffer;
    CHECK(buffer.read() == 0);
    buffer.write(1);
    buffer.write(2);
    CHECK(buffer.read() == 2);
    CHECK(buffer.read() == 2);
    buffer.write(3);
    CHECK(buffer.read() == 3);
}

void neverTearsAndNeverGoesBack()
{
    constexpr std::uint64_t count = 100000;
    TripleBuffer<Value> buffer;
    std::thread writer([&buffer] {
        for (std::uint64_t i = 1; i <= count; ++i) {
            Value value;
            value.number = i;
            for (auto &word : value.filling)
                word = i;
            buffer.write(value);
        }
    });
    std::uint64_t last = 0;
    while (last < count) {
        const Value value = buffer.read();
        CHECK(value.number >= last);
        for (const auto word : value.filling)
            CHECK(word == value.number);
        last = value.number;
    }
    writer.join();
}

} // namespace

int main()
{
    RUN(readsTheSameAgain);
    RUN(neverTearsAndNeverGoesBack);
    return 0;
}
