#pragma once

#include <QString>
#include <optional>

namespace carillon {

/// A key with its modifiers, as X11 and the portal of the desktop name them. A plain value.
struct KeyChord {
    enum Modifier : quint8 { Shift = 1, Control = 4, Alt = 8, Meta = 64 }; ///< the bits of X11
    quint8 modifiers = 0;
    quint32 keysym = 0; ///< of X11; letters in lower case

    /// Qt's portable text of a key sequence with one key: "Ctrl+Alt+A", "Meta+F5", "Media Play".
    /// @returns nothing for any other.
    static std::optional<KeyChord> parse(const QString &text);
    /// As the XDG shortcuts specification writes it: "CTRL+ALT+a".
    QString toTrigger() const;
    /// It is no key that people type with.
    bool isSafeToGrab() const;
    friend bool operator==(const KeyChord &, const KeyChord &) = default;
};

} // namespace carillon
