#include "ActivationToken.h"

#include <QGuiApplication>
#include <QWidget>

#ifdef CARILLON_HAS_XCB
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <xcb/xcb.h>
#endif

namespace carillon {
namespace {

#if defined(CARILLON_HAS_XCB) && QT_CONFIG(xcb)

// Window managers read the moment of the click out of it, also of a window that is there already. The
// launcher's own sign that something starts ends with the window that has this id.
void setStartupId(QWidget &window, const QByteArray &id)
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *display = x11 ? x11->connection() : nullptr; // the offscreen platform has none
    if (!display)
        return;
    constexpr std::array<std::string_view, 2> names{"_NET_STARTUP_ID", "UTF8_STRING"};
    std::array<xcb_atom_t, names.size()> atoms{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto asked = xcb_intern_atom(display, 0, std::uint16_t(names[i].size()), names[i].data());
        const std::unique_ptr<xcb_intern_atom_reply_t, decltype(&std::free)> reply(
            xcb_intern_atom_reply(display, asked, nullptr), &std::free);
        if (!reply)
            return;
        atoms[i] = reply->atom;
    }
    xcb_change_property(display, XCB_PROP_MODE_REPLACE, xcb_window_t(window.winId()), atoms[0], atoms[1], 8,
        std::uint32_t(id.size()), id.constData());
}

#else

void setStartupId(QWidget &, const QByteArray &)
{
}

#endif

} // namespace

void useActivationToken(QWidget &window, const QString &token)
{
    const QString platform = QGuiApplication::platformName();
    if (platform.startsWith(QLatin1String("wayland"))) {
        if (token.isEmpty())
            qunsetenv("XDG_ACTIVATION_TOKEN");
        else
            qputenv("XDG_ACTIVATION_TOKEN", token.toLatin1());
    } else if (platform == QLatin1String("xcb") && !token.isEmpty())
        setStartupId(window, token.toLatin1());
}

} // namespace carillon
