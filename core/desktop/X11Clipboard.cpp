#include "X11Clipboard.h"

#ifdef CARILLON_HAS_XCB
#include "XcbReply.h"

#include <QSocketNotifier>
#include <array>
#endif

namespace carillon {

#ifdef CARILLON_HAS_XCB

/// Each question has a place of its own for its answer, so that a late one is known as such.
class X11Clipboard::Private
{
public:
    ~Private() { xcb_disconnect(display); }
    bool isBroken() const { return xcb_connection_has_error(display) != 0; }
    xcb_atom_t place() const { return places[question % places.size()]; }
    QString take();

    int screen = 0;
    xcb_connection_t *display = xcb_connect(nullptr, &screen);
    xcb_window_t window = XCB_WINDOW_NONE; ///< never mapped: it has properties
    xcb_atom_t clipboard = XCB_ATOM_NONE;
    xcb_atom_t utf8 = XCB_ATOM_NONE;
    std::array<xcb_atom_t, 4> places{};
    std::size_t question = 0;
    bool isAsked = false;
    std::unique_ptr<QSocketNotifier> readable;
};

/// By now the text lies with the server: its owner is not needed any more.
QString X11Clipboard::Private::take()
{
    const auto cookie = xcb_get_property(
        display, 1, window, place(), XCB_GET_PROPERTY_TYPE_ANY, 0, std::uint32_t(longestBytes / 4));
    const auto reply = xcb::owned(xcb_get_property_reply(display, cookie, nullptr));
    if (!reply || reply->type != utf8 || reply->format != 8 || reply->bytes_after > 0)
        return {}; // also what would come in pieces (INCR): too much for us
    return QString::fromUtf8(static_cast<const char *>(xcb_get_property_value(reply.get())),
        xcb_get_property_value_length(reply.get()));
}

X11Clipboard::X11Clipboard(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (d->isBroken())
        return;
    d->clipboard = xcb::atom(d->display, "CLIPBOARD");
    d->utf8 = xcb::atom(d->display, "UTF8_STRING");
    for (std::size_t i = 0; i < d->places.size(); ++i)
        d->places[i] = xcb::atom(d->display, "CARILLON_COPIED_" + QByteArray::number(qulonglong(i)));
    d->window = xcb_generate_id(d->display);
    xcb_create_window(d->display, XCB_COPY_FROM_PARENT, d->window, xcb::rootOf(d->display, d->screen), -1, -1,
        1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, nullptr);
    xcb_flush(d->display);
    d->readable
        = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(d->display), QSocketNotifier::Read);
    connect(d->readable.get(), &QSocketNotifier::activated, this, &X11Clipboard::readEvents);
}

X11Clipboard::~X11Clipboard() = default;

bool X11Clipboard::isThere() const
{
    return !d->isBroken();
}

void X11Clipboard::ask()
{
    if (d->isBroken())
        return;
    ++d->question;
    d->isAsked = true;
    xcb_delete_property(d->display, d->window, d->place()); // of a question long ago
    xcb_convert_selection(d->display, d->window, d->clipboard, d->utf8, d->place(), XCB_CURRENT_TIME);
    xcb_flush(d->display);
    readEvents(); // what came while we wrote wakes nobody
}

void X11Clipboard::readEvents()
{
    while (const auto event = xcb::owned(xcb_poll_for_event(d->display))) {
        if ((event->response_type & 0x7f) != XCB_SELECTION_NOTIFY)
            continue;
        const auto *answer = reinterpret_cast<const xcb_selection_notify_event_t *>(event.get());
        // One without a place says that there is no text; whose question it answers cannot be told.
        const bool isEmpty = answer->property == XCB_ATOM_NONE;
        if (!d->isAsked || answer->requestor != d->window || answer->selection != d->clipboard
            || (!isEmpty && answer->property != d->place()))
            continue;
        d->isAsked = isEmpty; // the answer proper may still come
        Q_EMIT told(isEmpty ? QString() : d->take());
    }
    if (d->isBroken())
        d->readable->setEnabled(false);
}

#else

class X11Clipboard::Private
{
};

X11Clipboard::X11Clipboard(QObject *parent)
    : QObject(parent)
{
}

X11Clipboard::~X11Clipboard() = default;

bool X11Clipboard::isThere() const
{
    return false;
}

void X11Clipboard::ask()
{
}

void X11Clipboard::readEvents()
{
}

#endif

} // namespace carillon
