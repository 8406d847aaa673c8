#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

namespace carillon {

/// The group [Desktop Entry] of a file, as far as starting a program needs it (Desktop Entry Specification
/// 1.5). A plain value.
struct DesktopEntry {
    QMap<QString, QString> values; ///< of keys without a locale, unescaped

    /// Lines that are none are ignored, as desktops do.
    static DesktopEntry parse(const QByteArray &text);
    QByteArray toBytes() const;

    bool isTrue(const QString &key) const;
    QStringList list(const QString &key) const;
    /// Whether a session of the desktops @p current (XDG_CURRENT_DESKTOP) starts it at login.
    bool startsIn(const QStringList &current) const;

    /// One word of Exec, quoted where it has to be. @returns nothing for what no quoting can carry.
    static std::optional<QString> execWord(const QString &word);

    friend bool operator==(const DesktopEntry &, const DesktopEntry &) = default;
};

} // namespace carillon
