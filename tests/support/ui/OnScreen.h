#pragma once

#include "IconButton.h"

#include <QPushButton>
#include <QTest>

namespace carillon {

/// The button under which @p caption stands; null when there is none.
inline IconButton *iconButton(const QWidget &window, const char *caption)
{
    for (auto *one : window.findChildren<IconButton *>()) {
        if (one->caption() == QLatin1String(caption))
            return one;
    }
    return nullptr;
}

/// The button that shows @p text; null when none is seen.
inline QPushButton *pushButton(const QWidget &window, const char *text)
{
    for (auto *one : window.findChildren<QPushButton *>()) {
        if (QString(one->text()).remove(QLatin1Char('&')) == QLatin1String(text) && one->isVisible())
            return one;
    }
    return nullptr;
}

/// Brings it on the screen and gives it the keyboard.
inline void openWithKeyboard(QWidget &window)
{
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
}

} // namespace carillon
