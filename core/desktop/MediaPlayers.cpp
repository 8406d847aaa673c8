#include "MediaPlayers.h"

#include "BusCall.h"
#include "BusLink.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>

namespace carillon {

namespace {

QString object()
{
    return QStringLiteral("/org/mpris/MediaPlayer2");
}

QString playerInterface()
{
    return QStringLiteral("org.mpris.MediaPlayer2.Player");
}

QDBusMessage statusQuestion(const QString &player)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        player, object(), QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    call << playerInterface() << QStringLiteral("PlaybackStatus");
    call.setAutoStartService(false);
    return call;
}

QDBusMessage command(const QString &player, const QString &verb)
{
    QDBusMessage call = QDBusMessage::createMethodCall(player, object(), playerInterface(), verb);
    call.setAutoStartService(false);
    return call;
}

QString statusOf(const QDBusMessage &reply)
{
    const QVariant value
        = reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0) : QVariant();
    return value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant().toString() : QString();
}

} // namespace

MediaPlayers::MediaPlayers(BusLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&m_link, &BusLink::down, this, [this] { m_paused.clear(); });
}

void MediaPlayers::pause()
{
    if (std::exchange(m_isPausing, true) || !m_link.isUp())
        return;
    ++m_round;
    const QDBusMessage names = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("ListNames"));
    busCall(m_link.bus(), names, this, [this, round = m_round](const QDBusMessage &reply) {
        if (round == m_round && m_isPausing)
            askAll(reply.arguments().value(0).toStringList());
    });
}

void MediaPlayers::askAll(const QStringList &names)
{
    qsizetype asked = 0;
    for (const QString &name : names)
        if (name.startsWith(QLatin1String("org.mpris.MediaPlayer2.")) && ++asked <= MaxPlayers)
            askIfPlays(name);
}

void MediaPlayers::askIfPlays(const QString &player)
{
    busCall(
        m_link.bus(), statusQuestion(player), this, [=, this, round = m_round](const QDBusMessage &reply) {
            if (round == m_round && m_isPausing && statusOf(reply) == QLatin1String("Playing"))
                pauseOne(player);
        });
}

void MediaPlayers::pauseOne(const QString &player)
{
    busCall(m_link.bus(), command(player, QStringLiteral("Pause")), this,
        [=, this, round = m_round](const QDBusMessage &reply) {
            if (reply.type() != QDBusMessage::ReplyMessage || !m_link.isUp())
                return;
            if (m_isPausing && round == m_round)
                m_paused.insert(player);
            else
                playIfPaused(player); // the call was shorter than the way there and back
        });
}

void MediaPlayers::resume()
{
    if (!std::exchange(m_isPausing, false) || !m_link.isUp())
        return;
    for (const QString &player : std::exchange(m_paused, {}))
        playIfPaused(player);
}

/// Who stopped it meanwhile, or let it go on, knows better.
void MediaPlayers::playIfPaused(const QString &player)
{
    busCall(m_link.bus(), statusQuestion(player), this, [=, this](const QDBusMessage &reply) {
        if (statusOf(reply) == QLatin1String("Paused") && m_link.isUp() && !m_isPausing)
            busCall(m_link.bus(), command(player, QStringLiteral("Play")), this, {});
    });
}

} // namespace carillon
