#include "SessionMachine.h"

#include <array>

namespace carillon::SessionMachine {

namespace {

using enum Session::State;
using enum Event;

struct Row {
    Session::State from;
    Event on;
    Session::State next;
};

constexpr std::array table{
    Row{Initial, Begin, Establishing},
    Row{Initial, Ended, Terminated},
    Row{Establishing, Confirm, Established},
    Row{Establishing, EndWanted, Terminating},
    Row{Establishing, Ended, Terminated},
    Row{Established, EndWanted, Terminating},
    Row{Established, Ended, Terminated},
    Row{Terminating, Ended, Terminated},
};

constexpr bool deterministic()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        for (std::size_t j = i + 1; j < table.size(); ++j) {
            if (table[i].from == table[j].from && table[i].on == table[j].on)
                return false;
        }
    }
    return true;
}
static_assert(deterministic(), "one row per (state, event)");

} // namespace

std::optional<Session::State> step(Session::State from, Event on)
{
    for (const Row &row : table) {
        if (row.from == from && row.on == on)
            return row.next;
    }
    return std::nullopt;
}

} // namespace carillon::SessionMachine
