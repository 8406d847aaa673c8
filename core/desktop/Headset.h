#pragma once

#include "HeadsetLayout.h"

#include <QObject>
#include <QThreadPool>
#include <memory>

class QSocketNotifier;

namespace carillon {

/// One headset: its switches come as signals, the state of the phone goes to its lights. Core thread; what is
/// written goes by a thread of its own, as a device may take seconds to take it.
class Headset final : public QObject
{
    Q_OBJECT
public:
    static constexpr int ReportsAtOnce = 32; ///< then others have their turn
    static constexpr qsizetype ReportBytes = 4096;
    /// @param device a non-blocking descriptor that gives and takes one report at a time (hidraw); taken
    /// over.
    Headset(int device, HeadsetLayout layout, QObject *parent = nullptr);
    ~Headset() override;
    void setLights(const HeadsetLayout::Lights &lights);

Q_SIGNALS:
    /// Its wearer took it off the hook, or put it on. Not when it only repeats what it was told.
    void hookChanged(bool isOffHook);
    void muteToggled();
    void muteSwitched(bool isMuted);
    /// Unplugged: nothing comes any more.
    void gone();

private:
    void read();
    void take(const QByteArray &report);
    void write(const QByteArray &report);

    struct Device;
    std::shared_ptr<Device> m_device; ///< the writing thread's, too
    HeadsetLayout m_layout;
    std::unique_ptr<QSocketNotifier> m_notifier;
    HeadsetLayout::Lights m_lights;
    QList<QByteArray> m_shown;
    bool m_isOffHook = false;
    bool m_isMuteDown = false;
    QByteArray m_lastReport;
    QThreadPool m_writer;
};

} // namespace carillon
