#include "PublicationMachine.h"

#include "MachineTable.h"

namespace carillon::PublicationMachine {

namespace {

using enum Publisher::State;
using enum Event;
using enum Action;

struct Row {
    Publisher::State from;
    Event on;
    Publisher::State next;
    Action action;
};

constexpr std::array table{
    //  from         on          next         do
    Row{Unpublished, Publish, Publishing, SendState},
    Row{Publishing, Accepted, Published, KeepAlive},
    Row{Publishing, Rejected, Unpublished, Forget},
    Row{Publishing, Lost, Publishing, SendAnew},
    Row{Published, Publish, Modifying, SendState},
    Row{Published, RefreshDue, Modifying, SendRefresh},
    Row{Published, Remove, Removing, SendRemove},
    Row{Published, Expired, Publishing, SendAnew},
    Row{Modifying, Accepted, Published, KeepAlive},
    Row{Modifying, Rejected, Unpublished, Forget},
    Row{Modifying, Lost, Publishing, SendAnew},
    Row{Modifying, Expired, Publishing, None}, // the answer is still to come
    Row{Removing, Accepted, Unpublished, Forget},
    Row{Removing, Rejected, Unpublished, Forget}, // it will expire
    Row{Removing, Expired, Unpublished, Forget},
    Row{Publishing, Gone, Unpublished, Forget},
    Row{Published, Gone, Unpublished, Forget},
    Row{Modifying, Gone, Unpublished, Forget},
    Row{Removing, Gone, Unpublished, Forget},
};
static_assert(deterministic(table), "one row per (state, event)");
static_assert(reachableFrom(table, Unpublished));

} // namespace

Step step(Publisher::State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, None};
}

} // namespace carillon::PublicationMachine
