// Helper of tst_Profile: says `account ID` or `call NUMBER` once each is stored, until it is killed.
#include "History.h"
#include "Profile.h"

#include <QCoreApplication>
#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto profile = carillon::Profile::open(QString::fromLocal8Bit(argv[1]));
    if (!profile)
        return 1;
    for (int number = 1;; ++number) {
        const auto account = (*profile)->addAccount({{QStringLiteral("number"), number}});
        std::printf("account %s\n", account.id.toLatin1().constData());
        std::fflush(stdout);
        carillon::HistoryEntry entry;
        entry.remoteUri = QStringLiteral("sip:%1@example.org").arg(number);
        entry.startedAt = QDateTime::fromMSecsSinceEpoch(number, Qt::UTC);
        (*profile)->history().add(entry);
        std::printf("call %d\n", number);
        std::fflush(stdout);
    }
}
