#pragma once

#include <QByteArray>
#include <array>
#include <cstddef>
#include <initializer_list>

namespace carillon {

/// One row of a machine: in this state, on this event, go there and do that.
template <typename State, typename Event, typename Actions>
struct MachineRow {
    State from;
    Event on;
    State next;
    Actions actions;
};

/// What step() answers. For a pair that has no row: stay and do nothing.
template <typename State, typename Actions>
struct MachineStep {
    State next;
    Actions actions;
    bool isListed; ///< the table has a row for it
};

/// At most one row for each (state, event).
template <typename Row, std::size_t Size>
consteval bool deterministic(const std::array<Row, Size> &table)
{
    for (std::size_t i = 0; i < Size; ++i) {
        for (std::size_t j = i + 1; j < Size; ++j) {
            if (table[i].from == table[j].from && table[i].on == table[j].on)
                return false;
        }
    }
    return true;
}

/// The row for that pair; null when there is none.
template <typename Row, std::size_t Size>
constexpr const Row *rowFor(
    const std::array<Row, Size> &table, decltype(Row::from) from, decltype(Row::on) on)
{
    for (const Row &row : table) {
        if (row.from == from && row.on == on)
            return &row;
    }
    return nullptr;
}

/// Nothing leaves @p end, and every other state that occurs has a way on.
template <typename Row, std::size_t Size, typename State>
consteval bool endsIn(const std::array<Row, Size> &table, State end)
{
    for (const Row &row : table) {
        if (row.from == end)
            return false;
        bool leads = row.next == end;
        for (const Row &other : table)
            leads = leads || (other.from == row.next && other.next != row.next);
        if (!leads)
            return false;
    }
    return true;
}

/// Every state that a row leaves is @p start or is entered by another row.
template <typename Row, std::size_t Size, typename State>
consteval bool reachableFrom(const std::array<Row, Size> &table, State start)
{
    for (const Row &row : table) {
        bool entered = row.from == start;
        for (const Row &other : table)
            entered = entered || (other.next == row.from && other.from != row.from);
        if (!entered)
            return false;
    }
    return true;
}

/// The rows as a matrix, made at compile time: a step is one look-up.
template <typename State, typename Event, typename Actions, std::size_t States, std::size_t Events>
class MachineMatrix
{
public:
    using Step = MachineStep<State, Actions>;

    template <typename Row, std::size_t Size>
    consteval explicit MachineMatrix(const std::array<Row, Size> &table)
    {
        for (std::size_t state = 0; state < States; ++state) {
            for (Step &step : m_steps[state])
                step = {State(state), Actions{}, false};
        }
        for (const Row &row : table)
            m_steps[std::size_t(row.from)][std::size_t(row.on)] = {row.next, row.actions, true};
    }
    constexpr const Step &step(State from, Event on) const
    {
        return m_steps[std::size_t(from)][std::size_t(on)];
    }

private:
    std::array<std::array<Step, Events>, States> m_steps{};
};

/// The rows as text, for a reader of a failed test.
template <typename Row, std::size_t Size, typename NameOf>
QByteArray describeTable(const std::array<Row, Size> &table, NameOf nameOf)
{
    QByteArray text;
    for (const Row &row : table) {
        text += QByteArray(nameOf(row.from)).leftJustified(12) + QByteArray(nameOf(row.on)).leftJustified(15)
            + "-> " + QByteArray(nameOf(row.next)).leftJustified(12) + '0' + 'x'
            + QByteArray::number(row.actions.toInt(), 16) + '\n';
    }
    return text;
}

} // namespace carillon
