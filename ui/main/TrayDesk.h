#pragma once

#include "Clock.h"
#include "TrayHost.h"
#include "TrayIcon.h"
#include "XembedTray.h"

#include <QObject>
#include <memory>

namespace carillon {

class AlertDesk;
class BusLink;
class CallDesk;
class MainWindow;
class Phone;
class X11Clipboard;

/// The icon in the tray, and where the main window goes: into the tray where there is one, else into the task
/// bar. Whatever the tray does, the program stays within reach.
class TrayDesk final : public QObject
{
    Q_OBJECT
public:
    /// A panel that starts anew is no tray that went away; one that starts late is none that is missing.
    static constexpr Milliseconds goneAfter{2000};
    static constexpr Milliseconds missingAfter{15'000};
    struct Around {
        Phone &phone;
        Clock &clock;
        MainWindow &window;
        CallDesk &calls;
        AlertDesk &alerts;
    };
    /// @param bus null: there is none
    TrayDesk(const Around &around, BusLink *bus, QObject *parent = nullptr);
    ~TrayDesk() override;
    /// What the icon tells may have changed.
    void refresh();
    void setMissed(int count);
    /// The close button of the main window.
    void putWindowAway();
    /// The program started without a window: it is told once where to find it, should there be no tray.
    void startHidden();

Q_SIGNALS:
    void openRequested();
    void newCallRequested(const QString &target);
    void quitRequested();
    void quietChosen(const carillon::QuietTime &time);

private:
    enum class Whereabouts { Window, Tray, Hidden }; ///< Hidden: from the start, and never shown since
    void wire();
    void wireClipboard();
    void hostChanged();
    void hostLost();
    Whereabouts whereabouts();

    Around m_around;
    std::unique_ptr<XembedTray> m_xembed;
    std::unique_ptr<X11Clipboard> m_clipboard; ///< null where it cannot be asked
    TrayHost m_host;
    TrayIcon m_icon;
    Timer m_patience;
    Timer m_missing; ///< until it is known that there is no tray
    bool m_hadHost = false;
    Whereabouts m_where = Whereabouts::Window;
    bool m_hasToldTaskBar = false;
    int m_missed = 0;
};

} // namespace carillon
