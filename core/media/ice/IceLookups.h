#pragma once

#include "Network.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <functional>
#include <memory>
#include <vector>

namespace carillon {

/// Names of servers (DNS) and of hidden candidates (`.local`, RFC 6762) become addresses. Core thread, never
/// blocks; answers may come from inside the call, and never after it died.
class IceLookups final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxHiddenNames = 8; ///< of one agent in all its life, whatever the peer sends
    static constexpr std::chrono::seconds HiddenLimit{3};    ///< then nobody on this network has that name
    using Found = std::function<void(const QHostAddress &)>; ///< null: there is none

    explicit IceLookups(Network &network);
    ~IceLookups() override;

    /// IPv4 before IPv6 unless @p preferred says otherwise.
    void server(const QString &host, QAbstractSocket::NetworkLayerProtocol preferred, const Found &found);
    void hidden(const QByteArray &name, const Found &found);

private:
    void answerHidden(int id, const QHostAddress &address);

    Network &m_network;
    std::vector<std::unique_ptr<Lookup>> m_lookups;
    QHash<int, Found> m_hidden;
    int m_hiddenAsked = 0;
};

} // namespace carillon
