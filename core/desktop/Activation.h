#pragma once

#include <QString>
#include <QVariantMap>

namespace carillon {

/// What the desktop, or a second start of the program, asks of the one that runs.
struct Activation {
    static constexpr qsizetype longestToken = 256;
    static constexpr qsizetype longestNumber = 512;
    enum class Show {
        Window,
        NewCall, ///< the field for a number
        Call,    ///< that of a call which is about to begin
        Nothing
    } show
        = Show::Window;
    QString uri = {};    ///< a link to be opened; empty: none
    QString number = {}; ///< of NewCall: to be confirmed; empty: it is still to be typed
    /// By which the desktop allows our window to come to the front: an xdg-activation token, or the id of a
    /// startup notification under X11. Empty: none.
    QString token = {};

    /// What strangers call a token; empty where it is none that could be handed on.
    static QString tokenOf(const QString &given);
    /// Of the platform data of org.freedesktop.Application.
    static QString tokenIn(const QVariantMap &platformData);
    /// What this process was started with.
    static QString tokenOfEnvironment();
};

} // namespace carillon
