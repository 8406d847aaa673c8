#pragma once

#include "Shortcut.h"

#include <QList>
#include <QObject>
#include <functional>

class QDBusMessage;
class QDBusObjectPath;

namespace carillon {

class BusLink;

/// Key combinations that the desktop hands out (org.freedesktop.portal.GlobalShortcuts): it asks its user,
/// who may choose others. Core thread.
class PortalShortcuts final : public QObject
{
    Q_OBJECT
public:
    explicit PortalShortcuts(BusLink &link, QObject *parent = nullptr);
    /// Whether the desktop has such a thing; the answer comes later, and not at all when this goes first.
    void probe(std::function<void(bool)> done);
    /// Those that hold from now on. The bus is up.
    void bind(const QList<Shortcut> &shortcuts);

Q_SIGNALS:
    void activated(const QString &id);
    void refused();

private Q_SLOTS:
    void responded(const QDBusMessage &message);
    void pressed(const QDBusMessage &message);

private:
    enum class Step { Idle, Creating, Binding, Bound };
    QString expectResponse();
    void createSession();
    void bindShortcuts();
    void closeSession();
    void refuse();

    BusLink &m_link;
    QList<Shortcut> m_shortcuts;
    Step m_step = Step::Idle;
    QString m_session; ///< object of the portal
    QString m_request; ///< whose response is waited for
    int m_tokens = 0;
};

} // namespace carillon
