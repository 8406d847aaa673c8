#pragma once

#include "CallActions.h"
#include "HeadsetWatch.h"

#include <QObject>

namespace carillon {

class Phone;

/// The buttons of headsets do what they say, and their lights show the calls (setting headset). Core thread.
class HeadsetDesk final : public QObject
{
    Q_OBJECT
public:
    HeadsetDesk(Phone &phone, HeadsetWatch::Place place, QObject *parent = nullptr);

private:
    void applySetting();
    void showCalls();
    void hookChanged(bool isOffHook);

    Phone &m_phone;
    CallActions m_actions;
    HeadsetWatch m_watch;
};

} // namespace carillon
