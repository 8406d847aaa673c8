// RFC 4235, the dialog package, as a subscriber reads it.
//
// Covered: §3.7.1 (the states of a dialog), §4.1 (version, full and partial states, unknown elements), §4.1.2
// (direction, id, and Call-ID with both tags, by which a ringing call is picked up), §4.1.6 (identity and
// target of the remote end), §6.1 (the example of a basic call). Not covered: the notifier's side, what §3.6
// adds to Event (call-id, tags, include-session-description), referred-by, replaces, route-set and SDP of a
// dialog: nobody asks for them here. How the subscription is kept alive is rfc6665 and tst_LampWatch; what is
// sent to pick a call up is rfc3891 and tst_PickUp.
#include "DialogTable.h"

#include <QTest>

using namespace carillon;
using Taken = DialogTable::Taken;

namespace {

/// The document of §6.1 with what changes between its notifications.
QByteArray exampleOf(int version, const QByteArray &scope, const QByteArray &state)
{
    const QByteArray dialog = state.isEmpty()
        ? QByteArray()
        : "<dialog id=\"as7d900as8\" call-id=\"a84b4c76e66710\" local-tag=\"1928301774\" "
          "direction=\"initiator\">\n<state>"
            + state + "</state>\n</dialog>\n";
    return "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\"\n version=\""
        + QByteArray::number(version) + "\" state=\"" + scope + "\" entity=\"sip:alice@example.com\">\n"
        + dialog + "</dialog-info>";
}

DialogInfo info(quint32 version, DialogInfo::Scope scope, const QList<DialogEntry> &dialogs)
{
    return {scope, version, QStringLiteral("sip:bob@example.com"), dialogs};
}

DialogEntry entry(DialogEntry::State state, const char *id = "1",
    DialogEntry::Direction direction = DialogEntry::Direction::Recipient)
{
    return {state, direction, QString::fromLatin1(id), {}, {}};
}

constexpr auto Full = DialogInfo::Scope::Full;
constexpr auto Partial = DialogInfo::Scope::Partial;

} // namespace

class tst_Rfc4235 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// §6.1
    void basicCall_data()
    {
        QTest::addColumn<QList<QByteArray>>("documents");
        QTest::addColumn<Lamp>("lamp");
        const QByteArray none = exampleOf(0, "full", {});
        QTest::newRow("no call") << QList<QByteArray>{none} << Lamp::Idle;
        QTest::newRow("trying") << QList<QByteArray>{none, exampleOf(1, "partial", "trying")} << Lamp::Busy;
        QTest::newRow("early") << QList<QByteArray>{none, exampleOf(1, "partial", "trying"),
            exampleOf(2, "partial", "early")}
                               << Lamp::Busy;
        QTest::newRow("confirmed") << QList<QByteArray>{none, exampleOf(1, "partial", "trying"),
            exampleOf(2, "partial", "confirmed")}
                                   << Lamp::Busy;
        QTest::newRow("terminated") << QList<QByteArray>{none, exampleOf(1, "partial", "confirmed"),
            exampleOf(2, "partial", "terminated")}
                                    << Lamp::Idle;
    }
    void basicCall()
    {
        QFETCH(QList<QByteArray>, documents);
        DialogTable table;
        for (const QByteArray &document : documents) {
            const auto read = DialogInfo::parse(document);
            QVERIFY(read);
            QCOMPARE(table.take(*read), Taken::Yes);
        }
        QTEST(table.lamp().lamp, "lamp");
    }
    /// §3.7.1, §4.1.2
    void states_data()
    {
        QTest::addColumn<DialogEntry::State>("state");
        QTest::addColumn<DialogEntry::Direction>("direction");
        QTest::addColumn<Lamp>("lamp");
        using State = DialogEntry::State;
        using Direction = DialogEntry::Direction;
        QTest::newRow("is called, trying") << State::Trying << Direction::Recipient << Lamp::Ringing;
        QTest::newRow("is called, rings") << State::Early << Direction::Recipient << Lamp::Ringing;
        QTest::newRow("is called, answered") << State::Confirmed << Direction::Recipient << Lamp::Busy;
        QTest::newRow("is called, over") << State::Terminated << Direction::Recipient << Lamp::Idle;
        QTest::newRow("calls, trying") << State::Trying << Direction::Initiator << Lamp::Busy;
        QTest::newRow("calls, proceeding") << State::Proceeding << Direction::Initiator << Lamp::Busy;
        QTest::newRow("calls, it rings there") << State::Early << Direction::Initiator << Lamp::Busy;
        QTest::newRow("nobody says who called, it rings")
            << State::Early << Direction::Unknown << Lamp::Ringing;
        QTest::newRow("nobody says who called, trying") << State::Trying << Direction::Unknown << Lamp::Busy;
    }
    void states()
    {
        QFETCH(DialogEntry::State, state);
        QFETCH(DialogEntry::Direction, direction);
        DialogTable table;
        table.take(info(0, Full, {entry(state, "1", direction)}));
        QTEST(table.lamp().lamp, "lamp");
    }
    /// §4.1: before anything was told, and after the subscription began anew
    void nothingIsKnownBeforeTheFirstDocument()
    {
        DialogTable table;
        QCOMPARE(table.lamp().lamp, Lamp::Unknown);
        table.take(info(0, Full, {}));
        QCOMPARE(table.lamp().lamp, Lamp::Idle);
        table.clear();
        QCOMPARE(table.lamp().lamp, Lamp::Unknown);
    }
    /// §4.1: a partial state changes the dialogs it names and no others
    void partialStatesAreMerged()
    {
        DialogTable table;
        table.take(info(0, Full, {entry(DialogEntry::State::Confirmed, "1")}));
        QCOMPARE(table.take(info(1, Partial, {entry(DialogEntry::State::Early, "2")})), Taken::Yes);
        QCOMPARE(table.lamp().lamp, Lamp::Ringing);
        QCOMPARE(table.take(info(2, Partial, {entry(DialogEntry::State::Terminated, "2")})), Taken::Yes);
        QCOMPARE(table.lamp().lamp, Lamp::Busy);
        QCOMPARE(table.take(info(3, Full, {})), Taken::Yes);
        QCOMPARE(table.lamp().lamp, Lamp::Idle);
    }
    /// §4.1: old versions change nothing, a missing one asks for a full state
    void versions()
    {
        DialogTable table;
        table.take(info(4, Full, {}));
        QCOMPARE(table.take(info(4, Partial, {entry(DialogEntry::State::Early)})), Taken::Old);
        QCOMPARE(table.take(info(3, Partial, {entry(DialogEntry::State::Early)})), Taken::Old);
        QCOMPARE(table.lamp().lamp, Lamp::Idle);
        QCOMPARE(table.take(info(6, Partial, {entry(DialogEntry::State::Early)})), Taken::Gap);
        QCOMPARE(table.lamp().lamp, Lamp::Ringing);
        QCOMPARE(table.take(info(7, Partial, {entry(DialogEntry::State::Confirmed)})), Taken::Yes);
    }
    /// The first document has to be a full state.
    void aPartialStateToBeginWithIsAGap()
    {
        DialogTable table;
        QCOMPARE(table.take(info(0, Partial, {entry(DialogEntry::State::Early)})), Taken::Gap);
        QCOMPARE(table.lamp().lamp, Lamp::Ringing);
    }
    /// Deviation: a full state counts whatever its version.
    void aFullStateAlwaysCounts()
    {
        DialogTable table;
        table.take(info(1, Full, {entry(DialogEntry::State::Confirmed)}));
        QCOMPARE(table.take(info(1, Full, {})), Taken::Yes);
        QCOMPARE(table.lamp().lamp, Lamp::Idle);
    }
    /// One notifier cannot make us keep more than is sensible.
    void theTableIsBounded()
    {
        DialogTable table;
        table.take(info(0, Full, {}));
        for (quint32 version = 1; version <= 1000; ++version)
            table.take(info(version, Partial,
                {entry(DialogEntry::State::Confirmed, qPrintable(QString::number(version)))}));
        QCOMPARE(table.lamp().lamp, Lamp::Busy);
        // Those that it kept can all be ended.
        QList<DialogEntry> over;
        for (int id = 1; id <= DialogInfo::Limits::Dialogs; ++id)
            over.append(entry(DialogEntry::State::Terminated, qPrintable(QString::number(id))));
        table.take(info(1001, Partial, over));
        QCOMPARE(table.lamp().lamp, Lamp::Idle);
    }
    /// §4.1.6: with whom; the call that rings is told before the one that is on.
    void tellsWithWhom()
    {
        DialogTable table;
        DialogEntry talking = entry(DialogEntry::State::Confirmed, "1");
        talking.remoteName = QStringLiteral("Anna");
        DialogEntry ringing = entry(DialogEntry::State::Early, "2");
        ringing.remoteUri = QStringLiteral("sip:eve@example.com");
        table.take(info(0, Full, {talking}));
        QCOMPARE(table.lamp().partyName, QStringLiteral("Anna"));
        table.take(info(1, Full, {talking, ringing}));
        QCOMPARE(table.lamp().lamp, Lamp::Ringing);
        QCOMPARE(table.lamp().partyUri, QStringLiteral("sip:eve@example.com"));
        QCOMPARE(table.lamp().partyName, QString());
    }
    /// §4.1.2, §4.1.6: as who called has to be told, whose own tag is the remote one here
    void namesTheCallThatRings()
    {
        const auto info = DialogInfo::parse(
            "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"0\" state=\"full\" "
            "entity=\"sip:bob@example.com\"><dialog id=\"1\" call-id=\"a84b@192.0.2.1\" local-tag=\"bobs\" "
            "remote-tag=\"alices\" direction=\"recipient\"><state>early</state><remote>"
            "<identity display=\"Alice\">sip:alice@example.com</identity>"
            "<target uri=\"sip:alice@pc33.example.com;transport=tcp\"/></remote></dialog></dialog-info>");
        QVERIFY(info);
        DialogTable table;
        table.take(*info);
        const auto ringing = table.lamp().ringing;
        QVERIFY(ringing);
        QCOMPARE(ringing->callId, QByteArray("a84b@192.0.2.1"));
        QCOMPARE(ringing->localTag, QByteArray("bobs"));
        QCOMPARE(ringing->remoteTag, QByteArray("alices"));
        QCOMPARE(ringing->caller.uri.toBytes(), QByteArray("sip:alice@pc33.example.com;transport=tcp"));
    }
    /// What is not wholly told, or could not be sent as it is, names nothing.
    void whatNamesNoCall_data()
    {
        QTest::addColumn<DialogEntry>("entry");
        QTest::addColumn<QByteArray>("caller"); ///< empty: it names none
        const auto row = [](const char *title, const QByteArray &caller, auto change) {
            DialogEntry ringing = entry(DialogEntry::State::Early);
            ringing.callId = QStringLiteral("a@b");
            ringing.localTag = QStringLiteral("l");
            ringing.remoteTag = QStringLiteral("r");
            ringing.remoteUri = QStringLiteral("sip:alice@example.com");
            ringing.remoteTarget = QStringLiteral("sip:alice@192.0.2.1");
            change(ringing);
            QTest::newRow(title) << ringing << caller;
        };
        using Entry = DialogEntry;
        row("all", "sip:alice@192.0.2.1", [](Entry &) {});
        row("no target", "sip:alice@example.com", [](Entry &e) { e.remoteTarget.clear(); });
        row("a target of another kind", "sip:alice@example.com",
            [](Entry &e) { e.remoteTarget = QStringLiteral("tel:+4930"); });
        row("headers in the target", "sip:a@b.c",
            [](Entry &e) { e.remoteTarget = QStringLiteral("sip:a:pw@b.c;method=BYE?Replaces=x"); });
        row("a way in the target", "sip:a@b.c;transport=tcp", [](Entry &e) {
            e.remoteTarget = QStringLiteral("sip:a@b.c;maddr=192.0.2.6;ttl=1;lr;transport=tcp");
        });
        row("neither", {}, [](Entry &e) { e.remoteTarget = e.remoteUri = QString(); });
        row("an identity that was cut", {}, [](Entry &e) {
            e.remoteTarget.clear();
            e.remoteUri = QStringLiteral("sip:alice@") + QString(DialogInfo::Limits::Text - 10, u'x');
        });
        row("no Call-ID", {}, [](Entry &e) { e.callId.clear(); });
        row("no local tag", {}, [](Entry &e) { e.localTag.clear(); });
        row("no remote tag", {}, [](Entry &e) { e.remoteTag.clear(); });
        row("a line of its own in the Call-ID", {},
            [](Entry &e) { e.callId = QStringLiteral("a\r\nRoute: <sip:x>"); });
        row("parameters in the Call-ID", {}, [](Entry &e) { e.callId = QStringLiteral("a;to-tag=x"); });
        row("two at in the Call-ID", {}, [](Entry &e) { e.callId = QStringLiteral("a@b@c"); });
        row("parameters in a tag", {}, [](Entry &e) { e.remoteTag = QStringLiteral("r;early-only"); });
        row("a tag that is no token", {}, [](Entry &e) { e.localTag = QStringLiteral("l\u00e4"); });
        row("nobody says that he is called", {},
            [](Entry &e) { e.direction = DialogEntry::Direction::Unknown; });
        row("he calls", {}, [](Entry &e) { e.direction = DialogEntry::Direction::Initiator; });
        row("answered", {}, [](Entry &e) { e.state = DialogEntry::State::Confirmed; });
    }
    void whatNamesNoCall()
    {
        QFETCH(DialogEntry, entry);
        QFETCH(QByteArray, caller);
        const auto ringing = RingingDialog::of(entry);
        QCOMPARE(ringing.has_value(), !caller.isEmpty());
        if (ringing)
            QCOMPARE(ringing->caller.uri.toBytes(), caller);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc4235)
#include "tst_Rfc4235.moc"
