#include "KeyChord.h"

#include <QStringList>
#include <array>

namespace carillon {

namespace {

struct Key {
    const char *name;  ///< Qt's, in lower case
    const char *xName; ///< X11's
    quint32 keysym;
};

constexpr std::array keys{
    // clang-format off: one key a line
    Key{"space", "space", 0x20}, Key{"esc", "Escape", 0xff1b}, Key{"escape", "Escape", 0xff1b},
    Key{"tab", "Tab", 0xff09}, Key{"backspace", "BackSpace", 0xff08}, Key{"return", "Return", 0xff0d},
    Key{"enter", "KP_Enter", 0xff8d}, Key{"ins", "Insert", 0xff63}, Key{"del", "Delete", 0xffff},
    Key{"pause", "Pause", 0xff13}, Key{"print", "Print", 0xff61}, Key{"home", "Home", 0xff50},
    Key{"end", "End", 0xff57}, Key{"left", "Left", 0xff51}, Key{"up", "Up", 0xff52},
    Key{"right", "Right", 0xff53}, Key{"down", "Down", 0xff54}, Key{"pgup", "Prior", 0xff55},
    Key{"pgdown", "Next", 0xff56}, Key{"scrolllock", "Scroll_Lock", 0xff14}, Key{"plus", "plus", 0x2b},
    Key{"minus", "minus", 0x2d}, Key{"comma", "comma", 0x2c}, Key{"media play", "XF86AudioPlay", 0x1008ff14},
    Key{"media pause", "XF86AudioPause", 0x1008ff31},
    Key{"toggle media play/pause", "XF86AudioPlay", 0x1008ff14},
    Key{"volume mute", "XF86AudioMute", 0x1008ff12}, Key{"microphone mute", "XF86AudioMicMute", 0x1008ffb2},
    // clang-format on
};

constexpr quint32 FirstFunctionKey = 0xffbe; // F1
constexpr int FunctionKeys = 35;
constexpr quint32 FirstMediaKey = 0x1008ff00;

std::optional<quint32> keysymOf(const QString &name)
{
    for (const Key &key : keys)
        if (name == QLatin1String(key.name))
            return key.keysym;
    if (name.size() == 1 && name[0] > QLatin1Char(' ') && name[0] < QChar(0x7f))
        return name[0].unicode();
    bool isNumber = false;
    const int number = name.mid(1).toInt(&isNumber);
    if (name.startsWith(QLatin1Char('f')) && isNumber && number >= 1 && number <= FunctionKeys)
        return FirstFunctionKey + quint32(number) - 1;
    return std::nullopt;
}

QString xNameOf(quint32 keysym)
{
    for (const Key &key : keys)
        if (keysym == key.keysym)
            return QLatin1String(key.xName);
    if (keysym >= FirstFunctionKey && keysym < FirstFunctionKey + FunctionKeys)
        return QStringLiteral("F%1").arg(keysym - FirstFunctionKey + 1);
    return QChar(char16_t(keysym));
}

} // namespace

std::optional<KeyChord> KeyChord::parse(const QString &text)
{
    KeyChord chord;
    QString rest = text.trimmed().toLower();
    const auto takes = [&](const char *name, Modifier modifier) {
        if (!rest.startsWith(QLatin1String(name)) || rest.size() == qsizetype(qstrlen(name)))
            return false;
        rest.remove(0, qsizetype(qstrlen(name)));
        chord.modifiers = quint8(chord.modifiers | modifier);
        return true;
    };
    while (takes("ctrl+", Control) || takes("alt+", Alt) || takes("shift+", Shift) || takes("meta+", Meta)) {
    }
    const auto keysym = keysymOf(rest);
    if (!keysym)
        return std::nullopt;
    chord.keysym = *keysym;
    return chord;
}

QString KeyChord::toTrigger() const
{
    QStringList words;
    if (modifiers & Control)
        words.append(QStringLiteral("CTRL"));
    if (modifiers & Alt)
        words.append(QStringLiteral("ALT"));
    if (modifiers & Shift)
        words.append(QStringLiteral("SHIFT"));
    if (modifiers & Meta)
        words.append(QStringLiteral("LOGO"));
    words.append(xNameOf(keysym));
    return words.join(QLatin1Char('+'));
}

bool KeyChord::isSafeToGrab() const
{
    const bool isFunction = keysym >= FirstFunctionKey && keysym < FirstFunctionKey + FunctionKeys;
    return (modifiers & ~Shift) != 0 || isFunction || keysym >= FirstMediaKey;
}

} // namespace carillon
