#pragma once

#include "ActivationLeave.h"

#include <QObject>
#include <QString>
#include <memory>

class QApplication;

namespace carillon {

class Autostart;
class BusLink;
class Clock;
class Phone;

struct MainUiOptions {
    enum class Start { Window, Background } start = Start::Window; ///< Background: tray only, no window
    BusLink *bus = nullptr;             ///< for notifications and the tray; null: there is none
    BusLink *systemBus = nullptr;       ///< tells when a sleep ends; null: nobody does
    Autostart *autostart = nullptr;     ///< for the settings; null: not to be had
    QString placesFile = {};            ///< where windows stood; empty: not remembered
    ActivationLeave::Use useToken = {}; ///< empty: useActivationToken()
};

/// The whole GUI: owns every window, the tray icon and the theme. Made by the program after the phone,
/// destroyed before it.
class MainUi final : public QObject
{
    Q_OBJECT
public:
    MainUi(QApplication &application, Phone &phone, Clock &clock, MainUiOptions options,
        QObject *parent = nullptr);
    ~MainUi() override;
    /// A second start: shows and activates the main window.
    void raise();
    /// The window with its field for a number, perhaps with @p number in it to be confirmed.
    void newCall(const QString &number);
    /// Of the desktop: by it the window comes to the front that is asked for next, the main window or a
    /// call's.
    void setActivationToken(const QString &token);
    /// A link: the window with @p target in the field, to be confirmed. Never calls by itself.
    void dialRequested(const QString &target);
    /// The same; in the @p background it waits in the window until somebody opens that.
    void linkOpened(const QString &target, bool background);

Q_SIGNALS:
    /// The user wants the program to end and was asked when that ends a call.
    void quitRequested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
