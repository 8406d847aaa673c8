#include "XembedTray.h"

#ifdef CARILLON_HAS_XCB
#include "XcbReply.h"

#include <QSocketNotifier>
#endif

namespace carillon {

#ifdef CARILLON_HAS_XCB

namespace {

void listen(xcb_connection_t *display, xcb_window_t window)
{
    const uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(display, window, XCB_CW_EVENT_MASK, &mask);
}

} // namespace

class XembedTray::Private
{
public:
    ~Private() { xcb_disconnect(display); }
    bool isBroken() const { return xcb_connection_has_error(display) != 0; }

    int screen = 0;
    xcb_connection_t *display = xcb_connect(nullptr, &screen);
    xcb_atom_t selection = XCB_ATOM_NONE;
    xcb_atom_t manager = XCB_ATOM_NONE;
    xcb_window_t owner = XCB_WINDOW_NONE;
    std::unique_ptr<QSocketNotifier> readable;
};

XembedTray::XembedTray(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (d->isBroken())
        return;
    d->selection = xcb::atom(d->display, "_NET_SYSTEM_TRAY_S" + QByteArray::number(d->screen));
    d->manager = xcb::atom(d->display, "MANAGER");
    listen(d->display, xcb::rootOf(d->display, d->screen)); // a new tray announces itself there
    d->readable
        = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(d->display), QSocketNotifier::Read);
    connect(d->readable.get(), &QSocketNotifier::activated, this, &XembedTray::readEvents);
    look();
    readEvents(); // what came with the answer wakes no notifier
}

XembedTray::~XembedTray() = default;

bool XembedTray::isThere() const
{
    return d->owner != XCB_WINDOW_NONE;
}

// The server is grabbed while we look, as the tray's protocol asks: the owner cannot go in between unnoticed.
void XembedTray::look()
{
    xcb_grab_server(d->display);
    const auto cookie = xcb_get_selection_owner(d->display, d->selection);
    const auto reply = xcb::owned(xcb_get_selection_owner_reply(d->display, cookie, nullptr));
    d->owner = reply ? reply->owner : xcb_window_t(XCB_WINDOW_NONE);
    if (d->owner != XCB_WINDOW_NONE)
        listen(d->display, d->owner);
    xcb_ungrab_server(d->display);
    xcb_flush(d->display);
}

bool XembedTray::takeNews()
{
    bool isNews = false;
    while (const auto event = xcb::owned(xcb_poll_for_event(d->display))) {
        const int kind = event->response_type & 0x7f;
        if (kind == XCB_CLIENT_MESSAGE) {
            const auto *message = reinterpret_cast<const xcb_client_message_event_t *>(event.get());
            isNews |= message->type == d->manager && message->data.data32[1] == d->selection;
        } else if (kind == XCB_DESTROY_NOTIFY) {
            const auto *gone = reinterpret_cast<const xcb_destroy_notify_event_t *>(event.get());
            isNews |= gone->window == d->owner;
        }
    }
    return isNews;
}

void XembedTray::readEvents()
{
    const xcb_window_t before = d->owner;
    while (takeNews()) // again: events that come with the answer of look() wake no notifier
        look();
    if (d->isBroken()) {
        d->readable->setEnabled(false);
        d->owner = XCB_WINDOW_NONE;
    }
    if (d->owner != before)
        Q_EMIT changed();
}

#else

class XembedTray::Private
{
};

XembedTray::XembedTray(QObject *parent)
    : QObject(parent)
{
}

XembedTray::~XembedTray() = default;

bool XembedTray::isThere() const
{
    return false;
}

void XembedTray::look()
{
}

void XembedTray::readEvents()
{
}

bool XembedTray::takeNews()
{
    return false;
}

#endif

} // namespace carillon
