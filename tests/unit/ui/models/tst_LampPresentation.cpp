#include "LampPresentation.h"

#include "Suggestions.h"

#include <QTest>

using namespace carillon;

namespace {

FavouriteState state(const char *name, const char *address, Lamp lamp = Lamp::Unknown, const char *party = "")
{
    return {{QStringLiteral("f1"), QString::fromUtf8(name), QString::fromUtf8(address), {}},
        QString::fromUtf8(address), lamp, QString::fromUtf8(party)};
}

} // namespace

class tst_LampPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<Lamp>("lamp");
        QTest::addColumn<QString>("party");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing is known") << Lamp::Unknown << QString() << QStringLiteral("Call Bob");
        QTest::newRow("free") << Lamp::Idle << QString() << QStringLiteral("Call Bob, free");
        QTest::newRow("ringing") << Lamp::Ringing << QString() << QStringLiteral("Pick up the call for Bob");
        QTest::newRow("called by") << Lamp::Ringing << QStringLiteral("Eve")
                                   << QStringLiteral("Pick up the call for Bob, called by Eve");
        QTest::newRow("busy") << Lamp::Busy << QString() << QStringLiteral("Call Bob, busy");
        QTest::newRow("talking to") << Lamp::Busy << QStringLiteral("%1 %2")
                                    << QStringLiteral("Call Bob, talking to %1 %2");
    }
    void words()
    {
        QFETCH(Lamp, lamp);
        QFETCH(QString, party);
        QFETCH(QString, sentence);
        const FavouritePresentation shown
            = presentFavourite(state("Bob", "sip:bob@example.org", lamp, party.toUtf8().constData()));
        QCOMPARE(shown.sentence, sentence);
        QCOMPARE(shown.name, QStringLiteral("Bob"));
        QCOMPARE(shown.lamp, lamp);
        QCOMPARE(shown.isPickUp(), lamp == Lamp::Ringing);
    }
    void isFoundByItsAddress()
    {
        const QList<FavouriteState> all{state("Nowhere", ""), state("Bob", "sip:bob@example.org"),
            state("Carol", "sip:carol@example.org;transport=tcp")};
        QCOMPARE(favouriteAt(all, QStringLiteral("sip:carol@example.org"))->favourite.name,
            QStringLiteral("Carol"));
        QVERIFY(!favouriteAt(all, QStringLiteral("sip:dora@example.org")));
        QVERIFY(!favouriteAt(all, {})); // one that cannot be called is nobody's
    }
    void comesFirstInTheSuggestions()
    {
        const QList<FavouriteState> all{state("Bob", "sip:1002@example.org"), state("Nobody", ""),
            state("Carol", "sip:2001@example.org")};
        QList<HistoryEntry> found = favouritesFor(all, QStringLiteral("bO"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.constFirst().remoteUri, QStringLiteral("sip:1002@example.org"));
        QVERIFY(isAcquainted(found.constFirst()));
        QCOMPARE(suggestionForEnter(QStringLiteral("bo"), found), 0);
        QCOMPARE(favouritesFor(all, QStringLiteral("20")).constFirst().remoteName, QStringLiteral("Carol"));
        HistoryEntry earlier;
        earlier.remoteName = QStringLiteral("Bobby");
        earlier.remoteUri = QStringLiteral("sip:1002@example.org;user=phone");
        addSuggestion(found, earlier); // the same telephone under another name
        QCOMPARE(found.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_LampPresentation)
#include "tst_LampPresentation.moc"
