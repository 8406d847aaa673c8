#include "X11Shortcuts.h"

#include "Logging.h"

#include <QSocketNotifier>

#ifdef CARILLON_HAS_XCB
#include "XcbReply.h"
#endif

namespace carillon {

#ifdef CARILLON_HAS_XCB

namespace {

constexpr std::uint16_t LockBits = XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2; // Caps Lock, and Num Lock as a rule
constexpr std::array<std::uint16_t, 4> lockStates{0, XCB_MOD_MASK_LOCK, XCB_MOD_MASK_2, LockBits};

} // namespace

/// The connection, and which key of this keyboard stands for what.
class X11Shortcuts::Display
{
public:
    explicit Display(const QString &name)
        : m_connection(xcb_connect(name.toLatin1().constData(), nullptr))
    {
    }
    ~Display() { xcb_disconnect(m_connection); }
    Display(const Display &) = delete;
    Display &operator=(const Display &) = delete;
    bool isBroken() const { return xcb_connection_has_error(m_connection) != 0; }
    int descriptor() const { return xcb_get_file_descriptor(m_connection); }
    /// @returns ids of those for which there is no key.
    QStringList grab(const QList<Shortcut> &shortcuts);
    void ungrab();
    struct News {
        QStringList activated;
        QStringList refused;
        bool isKeyboardNew = false;
    };
    News read();

private:
    struct Grabbed {
        std::uint16_t modifiers;
        xcb_keycode_t code;
        QString id;
    };
    QList<xcb_keycode_t> codesOf(quint32 keysym) const;
    xcb_window_t root() const { return xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root; }
    void pressed(const xcb_key_press_event_t &event, News &news);

    xcb_connection_t *m_connection;
    QList<Grabbed> m_grabbed;
    QHash<unsigned, QString> m_asked; ///< by the number of the request
    xcb_keycode_t m_lastReleased = 0;
    xcb_timestamp_t m_lastReleaseTime = 0;
};

/// Asks the server and waits, as every program does that starts on a display.
QList<xcb_keycode_t> X11Shortcuts::Display::codesOf(quint32 keysym) const
{
    const xcb_setup_t *setup = xcb_get_setup(m_connection);
    const int count = setup->max_keycode - setup->min_keycode + 1;
    const auto mapping = xcb::owned(xcb_get_keyboard_mapping_reply(m_connection,
        xcb_get_keyboard_mapping(m_connection, setup->min_keycode, std::uint8_t(count)), nullptr));
    QList<xcb_keycode_t> codes;
    if (!mapping || mapping->keysyms_per_keycode == 0)
        return codes;
    const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(mapping.get());
    const int width = mapping->keysyms_per_keycode;
    const int rows = std::min(count, xcb_get_keyboard_mapping_keysyms_length(mapping.get()) / width);
    for (int row = 0; row < rows; ++row)
        if (symbols[row * width] == keysym || (width > 1 && symbols[row * width + 1] == keysym))
            codes.append(xcb_keycode_t(setup->min_keycode + row));
    return codes;
}

QStringList X11Shortcuts::Display::grab(const QList<Shortcut> &shortcuts)
{
    QStringList missing;
    for (const Shortcut &shortcut : shortcuts) {
        const auto codes = codesOf(shortcut.chord.keysym);
        if (codes.isEmpty())
            missing.append(shortcut.id);
        for (const xcb_keycode_t code : codes) {
            m_grabbed.append({shortcut.chord.modifiers, code, shortcut.id});
            for (const std::uint16_t lock : lockStates) {
                const auto cookie
                    = xcb_grab_key(m_connection, 1, root(), std::uint16_t(shortcut.chord.modifiers | lock),
                        code, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
                m_asked.insert(cookie.sequence & 0xffff, shortcut.id);
            }
        }
    }
    xcb_flush(m_connection);
    return missing;
}

void X11Shortcuts::Display::ungrab()
{
    for (const Grabbed &one : std::exchange(m_grabbed, {}))
        for (const std::uint16_t lock : lockStates)
            xcb_ungrab_key(m_connection, one.code, root(), std::uint16_t(one.modifiers | lock));
    m_asked.clear();
    xcb_flush(m_connection);
}

void X11Shortcuts::Display::pressed(const xcb_key_press_event_t &event, News &news)
{
    // A key that is held down is released and pressed at the same moment.
    if (event.detail == m_lastReleased && event.time == m_lastReleaseTime)
        return;
    constexpr std::uint16_t Known = KeyChord::Shift | KeyChord::Control | KeyChord::Alt | KeyChord::Meta;
    for (const Grabbed &one : m_grabbed)
        if (one.code == event.detail && one.modifiers == (event.state & Known))
            news.activated.append(one.id);
}

X11Shortcuts::Display::News X11Shortcuts::Display::read()
{
    News news;
    while (const auto event = xcb::owned(xcb_poll_for_event(m_connection))) {
        switch (event->response_type & 0x7f) {
        case 0: {
            const auto *error = reinterpret_cast<const xcb_generic_error_t *>(event.get());
            const QString id = m_asked.value(error->sequence);
            if (!id.isEmpty() && !news.refused.contains(id))
                news.refused.append(id);
            break;
        }
        case XCB_KEY_PRESS:
            pressed(*reinterpret_cast<const xcb_key_press_event_t *>(event.get()), news);
            break;
        case XCB_KEY_RELEASE: {
            const auto *release = reinterpret_cast<const xcb_key_release_event_t *>(event.get());
            m_lastReleased = release->detail;
            m_lastReleaseTime = release->time;
            break;
        }
        case XCB_MAPPING_NOTIFY: news.isKeyboardNew = true; break;
        default: break;
        }
    }
    return news;
}

bool X11Shortcuts::isBuiltIn()
{
    return true;
}

#else

class X11Shortcuts::Display
{
public:
    struct News {
        QStringList activated;
        QStringList refused;
        bool isKeyboardNew = false;
    };
    explicit Display(const QString &) { }
    bool isBroken() const { return true; }
    int descriptor() const { return -1; }
    QStringList grab(const QList<Shortcut> &) { return {}; }
    void ungrab() { }
    News read() { return {}; }
};

bool X11Shortcuts::isBuiltIn()
{
    return false;
}

#endif

X11Shortcuts::X11Shortcuts(QString display, QObject *parent)
    : QObject(parent)
    , m_name(std::move(display))
{
}

X11Shortcuts::~X11Shortcuts() = default;

void X11Shortcuts::grab(const QList<Shortcut> &shortcuts)
{
    if (shortcuts == m_shortcuts)
        return;
    m_shortcuts = shortcuts;
    if (!m_display && shortcuts.isEmpty())
        return;
    if (!m_display) {
        m_display = std::make_unique<Display>(m_name);
        if (!m_display->isBroken()) {
            m_notifier = std::make_unique<QSocketNotifier>(m_display->descriptor(), QSocketNotifier::Read);
            connect(m_notifier.get(), &QSocketNotifier::activated, this, &X11Shortcuts::read);
        }
    }
    if (m_display->isBroken()) {
        for (const Shortcut &shortcut : shortcuts)
            Q_EMIT refused(shortcut.id);
        return;
    }
    m_display->ungrab();
    for (const QString &id : m_display->grab(shortcuts))
        Q_EMIT refused(id);
    read(); // what came while we waited for the keyboard wakes nobody
}

void X11Shortcuts::read()
{
    const Display::News news = m_display->read();
    if (m_display->isBroken()) {
        qCWarning(lcApp) << "the display is gone: no key combinations";
        m_notifier.reset(); // it is read by nobody else, so it stays as it is
        return;
    }
    for (const QString &id : news.refused)
        Q_EMIT refused(id);
    if (news.isKeyboardNew)
        grab(std::exchange(m_shortcuts, {}));
    for (const QString &id : news.activated)
        Q_EMIT activated(id);
}

} // namespace carillon
