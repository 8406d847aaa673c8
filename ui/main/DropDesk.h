#pragma once

#include <QObject>

namespace carillon {

class CallDesk;
class MainWindow;

/// Lets a call be dropped in the main window: on a recent call, or on another call.
class DropDesk final : public QObject
{
    Q_OBJECT
public:
    DropDesk(MainWindow &window, CallDesk &calls, QObject *parent = nullptr);
};

} // namespace carillon
