// What libnice would log if it were asked to: passwords of relays and of checks.
#include "IceWorld.h"

#include <glib.h>

using namespace carillon;

namespace {

QByteArrayList logged;

void take(const gchar *domain, GLogLevelFlags, const gchar *message, gpointer)
{
    logged.append(QByteArray(domain) + ": " + message);
}

} // namespace

class tst_IceLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("NICE_DEBUG", "all"); // read once, with the first agent of the process
        qputenv("G_MESSAGES_DEBUG", "all");
        g_log_set_default_handler(take, nullptr);
    }
    void noPasswordIsLogged()
    {
        IceWorld world;
        IceOptions options = IceWorld::loopback();
        options.servers = {{IceServer::Kind::TurnUdp, QStringLiteral("127.0.0.1"), 9, QStringLiteral("bob"),
            QStringLiteral("5ecre7")}};
        IceCall call(world, options, IceWorld::loopback(Role::Controlled));
        QVERIFY(call.connect());
        const QByteArray text = logged.join('\n');
        QVERIFY2(!text.contains("5ecre7"), text.constData());
        QVERIFY(!text.contains(call.caller.agent->localDescription().password));
        QVERIFY2(!text.contains("libnice"), text.constData());
    }
};

QTEST_GUILESS_MAIN(tst_IceLog)
#include "tst_IceLog.moc"
