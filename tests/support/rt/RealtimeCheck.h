#pragma once

#include <cstdio>
#include <cstdlib>

/// For tests without Qt: says what failed and ends the test.
#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            std::fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);                     \
            std::exit(1);                                                                                    \
        }                                                                                                    \
    } while (false)

/// Names each case on its way, so that a hang or an abort says where.
#define RUN(test)                                                                                            \
    do {                                                                                                     \
        std::printf("%s\n", #test);                                                                          \
        std::fflush(stdout);                                                                                 \
        test();                                                                                              \
    } while (false)
