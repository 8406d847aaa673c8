#include "IceLookups.h"

#include <QTimer>

namespace carillon {

namespace {

QHostAddress firstOf(const QList<QHostAddress> &addresses, QAbstractSocket::NetworkLayerProtocol preferred)
{
    for (const QHostAddress &address : addresses) {
        if (address.protocol() == preferred)
            return address;
    }
    return addresses.value(0);
}

} // namespace

IceLookups::IceLookups(Network &network)
    : m_network(network)
{
}

IceLookups::~IceLookups() = default;

void IceLookups::server(
    const QString &host, QAbstractSocket::NetworkLayerProtocol preferred, const Found &found)
{
    QHostAddress literal;
    if (literal.setAddress(host))
        return found(literal);
    m_lookups.push_back(m_network.resolver().addresses(
        host, [preferred, found](const Result<QList<QHostAddress>, NetworkError> &answer) {
            found(answer ? firstOf(*answer, preferred) : QHostAddress());
        }));
}

void IceLookups::hidden(const QByteArray &name, const Found &found)
{
    if (m_hiddenAsked == MaxHiddenNames)
        return found({});
    const int id = m_hiddenAsked++;
    m_hidden.insert(id, found);
    m_lookups.push_back(m_network.resolver().addresses(
        QString::fromLatin1(name), [this, id](const Result<QList<QHostAddress>, NetworkError> &answer) {
            answerHidden(id, answer ? firstOf(*answer, QAbstractSocket::IPv4Protocol) : QHostAddress());
        }));
    QTimer::singleShot(HiddenLimit, this, [this, id] { answerHidden(id, {}); });
}

void IceLookups::answerHidden(int id, const QHostAddress &address)
{
    if (const Found found = m_hidden.take(id))
        found(address);
}

} // namespace carillon
