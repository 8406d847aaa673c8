#include "NotificationWindow.h"

#include <QWidget>
#include <QWindow>

#ifdef CARILLON_HAS_XCB
#include <QGuiApplication>
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <xcb/xcb.h>
#endif

namespace carillon {

#if defined(CARILLON_HAS_XCB) && QT_CONFIG(xcb)

// On Qt's own connection: so it is told before the window is shown, and after what Qt told of its type.
void markAsNotification(const QWidget &window)
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *display = x11 ? x11->connection() : nullptr; // the offscreen platform has none
    if (!display || !window.windowHandle())
        return;
    constexpr std::array<std::string_view, 3> names{
        "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_NOTIFICATION", "_NET_WM_WINDOW_TYPE_UTILITY"};
    std::array<xcb_intern_atom_cookie_t, names.size()> asked{};
    std::array<xcb_atom_t, names.size()> atoms{};
    for (std::size_t i = 0; i < names.size(); ++i)
        asked[i] = xcb_intern_atom(display, 0, std::uint16_t(names[i].size()), names[i].data());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::unique_ptr<xcb_intern_atom_reply_t, decltype(&std::free)> reply(
            xcb_intern_atom_reply(display, asked[i], nullptr), &std::free);
        if (!reply)
            return;
        atoms[i] = reply->atom;
    }
    xcb_change_property(display, XCB_PROP_MODE_REPLACE, xcb_window_t(window.windowHandle()->winId()),
        atoms[0], XCB_ATOM_ATOM, 32, 2, &atoms[1]);
}

#else

void markAsNotification(const QWidget &)
{
}

#endif

} // namespace carillon
