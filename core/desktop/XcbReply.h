#pragma once

// Only where xcb is there: CARILLON_HAS_XCB.
#include <QByteArray>
#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>

/// What those who talk to an X server share.
namespace carillon::xcb {

template <typename T>
using Reply = std::unique_ptr<T, decltype(&std::free)>;

template <typename T>
Reply<T> owned(T *reply)
{
    return Reply<T>(reply, &std::free);
}

/// Asks the server, and no other program.
inline xcb_atom_t atom(xcb_connection_t *display, const QByteArray &name)
{
    const auto cookie = xcb_intern_atom(display, 0, uint16_t(name.size()), name.constData());
    const auto reply = owned(xcb_intern_atom_reply(display, cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
}

/// @param number as xcb_connect() told it
inline xcb_window_t rootOf(xcb_connection_t *display, int number)
{
    auto roots = xcb_setup_roots_iterator(xcb_get_setup(display));
    for (int i = 0; i < number && roots.rem > 1; ++i)
        xcb_screen_next(&roots);
    return roots.data->root;
}

} // namespace carillon::xcb
