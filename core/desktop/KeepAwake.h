#pragma once

#include <QObject>
#include <QString>
#include <memory>

class QDBusMessage;
class QDBusUnixFileDescriptor;

namespace carillon {

class BusLink;

/// Neither screen lock nor sleep while it is held: by the screen saver of the session, by the portal where
/// there is none, and by logind, which sends idle machines to sleep where no desktop does. Core thread.
class KeepAwake final : public QObject
{
    Q_OBJECT
public:
    /// @param system may lead nowhere; it is started when first needed.
    KeepAwake(BusLink &session, BusLink &system, QObject *parent = nullptr);
    ~KeepAwake() override;
    void hold();
    void release();

private:
    void askScreenSaver();
    void askPortal();
    void askLogin();
    void letGo();

    BusLink &m_session;
    BusLink &m_system;
    bool m_isWanted = false;
    int m_round = 0; ///< of asking the session; of an earlier one only the way back is of interest
    quint32 m_cookie = 0;
    QString m_request; ///< of the portal; empty: none
    std::unique_ptr<QDBusUnixFileDescriptor> m_inhibitor;
};

} // namespace carillon
