#pragma once

#include "Clock.h"
#include "SoundPresentation.h"

#include <QObject>

class QTimer;

namespace carillon {

class CallDesk;
class MainWindow;
class Phone;
class PhoneMedia;

/// The devices of the system that there are for @p role.
QList<DeviceChoice> devicesOf(const PhoneMedia &media, SoundRole role);

/// Keeps the meter of the settings moving while somebody looks at it, and tells in one quiet line, for some
/// seconds, that another device is used.
class SoundDesk final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds newsTime{8000};
    SoundDesk(Phone &phone, Clock &clock, MainWindow &window, CallDesk &calls, QObject *parent = nullptr);
    /// Whether a notice of this @p code is news rather than trouble.
    static bool isQuiet(const QString &code);

private:
    void look();
    void measure();
    void tell(const QString &code, const QString &sentence);

    Phone &m_phone;
    MainWindow &m_window;
    CallDesk &m_calls;
    Timer m_news;
    QTimer *m_levels;
};

} // namespace carillon
