#include "NetlinkMonitor.h"

#include "Logging.h"

#include <QNetworkInterface>
#include <QPointer>

#include <cerrno>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

namespace carillon {

namespace {

int openNetlink()
{
    const int descriptor = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (descriptor < 0)
        return -1;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups
        = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

/// A default route that came or went: the way out may be another one although our addresses are the same.
bool isDefaultRoute(const nlmsghdr &header)
{
    if (header.nlmsg_type != RTM_NEWROUTE && header.nlmsg_type != RTM_DELROUTE)
        return false;
    if (header.nlmsg_len < NLMSG_LENGTH(sizeof(rtmsg)))
        return false;
    const auto *route = static_cast<const rtmsg *>(NLMSG_DATA(&header));
    return route->rtm_dst_len == 0 && route->rtm_table == RT_TABLE_MAIN && route->rtm_type == RTN_UNICAST;
}

} // namespace

NetlinkMonitor::Snapshot NetlinkMonitor::lookAtSystem()
{
    Snapshot snapshot;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        const auto flags = interface.flags();
        if (flags.testFlag(QNetworkInterface::IsLoopBack) || !flags.testFlag(QNetworkInterface::IsRunning))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            snapshot.addresses.append(interface.name() + u' ' + entry.ip().toString());
            snapshot.isOnline = snapshot.isOnline || !entry.ip().isLinkLocal();
        }
    }
    snapshot.addresses.sort();
    return snapshot;
}

NetlinkMonitor::NetlinkMonitor(Clock &clock, QObject *parent)
    : NetlinkMonitor(clock, openNetlink(), lookAtSystem, parent)
{
}

NetlinkMonitor::NetlinkMonitor(Clock &clock, int socket, Look look, QObject *parent)
    : NetworkMonitor(parent)
    , m_socket(socket)
    , m_look(std::move(look))
    , m_settling(clock)
    , m_last(m_look())
{
    if (m_socket < 0) {
        qCWarning(lcNet) << "changes of the network will not be noticed:" << qt_error_string(errno);
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &NetlinkMonitor::read);
}

NetlinkMonitor::~NetlinkMonitor()
{
    m_notifier.reset();
    if (m_socket >= 0)
        ::close(m_socket);
}

void NetlinkMonitor::read()
{
    alignas(nlmsghdr) char buffer[16384];
    constexpr int reads = 16; // in one turn of the loop
    for (int i = 0; i < reads; ++i) {
        const ssize_t size = ::recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (size == 0 || (size < 0 && errno != ENOBUFS && errno != EINTR)) {
            if (size == 0 || errno != EAGAIN)
                m_notifier->setEnabled(false); // gone for good; otherwise it would fire for ever
            break;
        }
        auto left = static_cast<unsigned int>(std::max<ssize_t>(size, 0));
        for (auto *header = reinterpret_cast<const nlmsghdr *>(buffer); NLMSG_OK(header, left);
             header = NLMSG_NEXT(header, left))
            m_isRouteTouched = m_isRouteTouched || isDefaultRoute(*header);
        if (!m_settling.isRunning()) // not restarted: a link that flaps for ever is told of as well
            m_settling.start(Settling, [this] { settle(); });
    }
}

void NetlinkMonitor::settle()
{
    const Snapshot now = m_look();
    const bool isChanged = std::exchange(m_isRouteTouched, false) || now.addresses != m_last.addresses;
    const bool wasOnline = m_last.isOnline;
    m_last = now;
    const QPointer<NetlinkMonitor> self(this);
    if (now.isOnline != wasOnline)
        Q_EMIT onlineChanged(now.isOnline);
    if (self && (isChanged || now.isOnline != wasOnline))
        Q_EMIT changed();
}

} // namespace carillon
