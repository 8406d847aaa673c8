#pragma once

#include <QObject>

class QDBusMessage;
class QDBusVariant;

namespace carillon {

class BusLink;

/// Whether the desktop wants windows light or dark, and of high contrast: by the settings of the portal,
/// which Qt 6.4 does not read. Where there is no portal nothing is known. Core thread.
class Appearance final : public QObject
{
    Q_OBJECT
public:
    enum class Scheme { Unknown, Light, Dark };
    explicit Appearance(BusLink &session, QObject *parent = nullptr);
    Scheme scheme() const { return m_scheme; }
    bool wantsContrast() const { return m_wantsContrast; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value); ///< by D-Bus

private:
    void read();
    void take(const QDBusMessage &reply);
    void set(Scheme scheme, bool wantsContrast);

    BusLink &m_session;
    Scheme m_scheme = Scheme::Unknown;
    bool m_wantsContrast = false;
};

} // namespace carillon
