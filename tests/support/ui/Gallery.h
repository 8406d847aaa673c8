#pragma once

#include "FakeClock.h"
#include "MainWindow.h"
#include "Theme.h"

namespace carillon {

/// Paints each window and page with sample values into files, to be looked at.
class Gallery final
{
public:
    struct Look {
        Theme::Choice choice = Theme::Choice::Light;
        bool highContrast = false;
        QString name;  ///< at the end of each file's name
        int width = 0; ///< every window that can be is so wide; 0: as each is
    };
    Gallery(QApplication &application, QString directory);
    void paintAll(const Look &look);

private:
    void save(QWidget &widget, const char *name);
    std::unique_ptr<MainWindow> makeMain();
    void paintMain();
    void paintBusyMain(MainWindow &window);
    void paintPages(MainWindow &window);
    void paintSettings(MainWindow &window);
    void paintSelfTest(MainWindow &window);
    void paintPastCall(MainWindow &window);
    void paintRecording();
    void paintCalls();
    void paintWays();
    void paintConference();
    void paintHandover();
    void paintIncoming();

    Theme m_theme;
    FakeClock m_clock;
    QString m_directory;
    Look m_look;
};

} // namespace carillon
