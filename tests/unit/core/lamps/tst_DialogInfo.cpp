// What is taken of a document of the dialog package, and what is refused. What the documents add up to stands
// in conformance/rfc4235.
#include "DialogInfo.h"

#include <QTest>

using namespace carillon;
using Kind = DialogInfoError::Kind;

namespace {

QByteArray document(const QByteArray &inside, const QByteArray &attributes = "version=\"0\" state=\"full\"")
{
    return "<?xml version=\"1.0\"?><dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" " + attributes
        + " entity=\"sip:bob@example.com\">" + inside + "</dialog-info>";
}

QByteArray dialog(const QByteArray &id, const QByteArray &inside = "<state>confirmed</state>")
{
    return "<dialog id=\"" + id + "\">" + inside + "</dialog>";
}

QByteArray nested(int depth)
{
    return QByteArray("<x>").repeated(depth) + QByteArray("</x>").repeated(depth);
}

} // namespace

class tst_DialogInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads()
    {
        const auto info = DialogInfo::parse(document(
            "<dialog id=\"as7d\" call-id=\"a@b\" local-tag=\"1\" remote-tag=\"2\" direction=\"recipient\">"
            "<state event=\"1xx-tag\">early</state><duration>4</duration>"
            "<local><target uri=\"sip:bob@192.0.2.2\"/></local>"
            "<remote><identity display=\"Anna &amp; Co\"> sip:anna@example.com\n</identity>"
            "<target uri=\"sip:anna@192.0.2.1\"><param pname=\"x\" pval=\"y\"/></target></remote></dialog>",
            "version=\"00000000007\" state=\"partial\""));
        QVERIFY(info);
        QCOMPARE(info->version, 7u);
        QCOMPARE(info->scope, DialogInfo::Scope::Partial);
        QCOMPARE(info->entity, QStringLiteral("sip:bob@example.com"));
        QCOMPARE(info->dialogs.size(), 1);
        const DialogEntry entry = info->dialogs.constFirst();
        QCOMPARE(entry.id, QStringLiteral("as7d"));
        QCOMPARE(entry.direction, DialogEntry::Direction::Recipient);
        QCOMPARE(entry.state, DialogEntry::State::Early);
        QCOMPARE(entry.remoteName, QStringLiteral("Anna & Co"));
        QCOMPARE(entry.remoteUri, QStringLiteral("sip:anna@example.com"));
        QCOMPARE(entry.callId, QStringLiteral("a@b"));
        QCOMPARE(entry.localTag, QStringLiteral("1"));
        QCOMPARE(entry.remoteTag, QStringLiteral("2"));
        QCOMPARE(entry.remoteTarget, QStringLiteral("sip:anna@192.0.2.1"));
        QCOMPARE(DialogInfo::parse(info->toBytes()).value(), *info);
    }
    void takes_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("dialogs");
        QTest::newRow("nobody talks") << document({}) << 0;
        QTest::newRow("without the namespace")
            << QByteArray("<dialog-info version=\"1\" state=\"full\">" + dialog("a") + "</dialog-info>") << 1;
        QTest::newRow("a prefix of its own") << QByteArray(
            "<d:dialog-info xmlns:d=\"urn:ietf:params:xml:ns:dialog-info\" version=\"1\""
            " state=\"full\"><d:dialog id=\"a\"><d:state>early</d:state></d:dialog></d:dialog-info>")
                                             << 1;
        QTest::newRow("extensions are passed over")
            << document("<x:note xmlns:x=\"urn:x\"><x:dialog id=\"b\"/></x:note>"
                   + dialog("a", "<x:state xmlns:x=\"urn:x\">terminated</x:state><state>early</state>"))
            << 1;
        QTest::newRow("a comment in the state")
            << document(dialog("a", "<state>con<!-- x -->firmed</state>")) << 1;
        QTest::newRow("as deep as is allowed") << document(nested(DialogInfo::Limits::Depth - 1)) << 0;
        QByteArray many;
        for (int i = 0; i < DialogInfo::Limits::Dialogs; ++i)
            many += dialog(QByteArray::number(i));
        QTest::newRow("as many as are allowed") << document(many) << DialogInfo::Limits::Dialogs;
    }
    void takes()
    {
        QFETCH(QByteArray, xml);
        const auto info = DialogInfo::parse(xml);
        QVERIFY(info);
        QTEST(int(info->dialogs.size()), "dialogs");
        const auto again = DialogInfo::parse(info->toBytes());
        QVERIFY(again);
        QCOMPARE(*again, *info);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("nothing") << QByteArray() << Kind::NotXml;
        QTest::newRow("no XML") << QByteArray("idle") << Kind::NotXml;
        QTest::newRow("cut off") << document(dialog("a")).chopped(20) << Kind::NotXml;
        QTest::newRow("something behind its end") << QByteArray(document({}) + "<more/>") << Kind::NotXml;
        QTest::newRow("bytes that are no UTF-8") << document(dialog("\xff\xfe")) << Kind::NotXml;
        QTest::newRow("another document")
            << QByteArray("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"/>") << Kind::NotDialogInfo;
        QTest::newRow("a namespace of somebody else")
            << QByteArray("<dialog-info xmlns=\"urn:x\" version=\"1\" state=\"full\"/>")
            << Kind::NotDialogInfo;
        QTest::newRow("no version") << document({}, "state=\"full\"") << Kind::NotDialogInfo;
        QTest::newRow("a version below zero")
            << document({}, "version=\"-1\" state=\"full\"") << Kind::NotDialogInfo;
        QTest::newRow("a version of 2^32")
            << document({}, "version=\"4294967296\" state=\"full\"") << Kind::NotDialogInfo;
        QTest::newRow("neither full nor partial")
            << document({}, "version=\"1\" state=\"half\"") << Kind::NotDialogInfo;
        QTest::newRow("a dialog without id") << document(dialog({})) << Kind::NotDialogInfo;
        QTest::newRow("a dialog without state") << document(dialog("a", "<x/>")) << Kind::NotDialogInfo;
        QTest::newRow("a state that is none")
            << document(dialog("a", "<state>sleeping</state>")) << Kind::NotDialogInfo;
        QTest::newRow("entities that grow")
            << QByteArray("<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>"
                          "<dialog-info version=\"1\" state=\"full\" entity=\"&b;\"/>")
            << Kind::Forbidden;
        QTest::newRow("a file as an entity")
            << QByteArray("<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                          "<dialog-info version=\"1\" state=\"full\"><x>&a;</x></dialog-info>")
            << Kind::Forbidden;
        QTest::newRow("an entity that nobody declared") << document("<x>&a;</x>") << Kind::NotXml;
        QTest::newRow("too deep") << document(nested(DialogInfo::Limits::Depth)) << Kind::TooDeep;
        QTest::newRow("too deep in a text")
            << document(dialog("a", "<state>" + nested(DialogInfo::Limits::Depth) + "</state>"))
            << Kind::TooDeep;
        QTest::newRow("an endless id")
            << document(dialog(QByteArray(DialogInfo::Limits::Id + 1, 'x'))) << Kind::TooLong;
        QTest::newRow("too long") << document(QByteArray(DialogInfo::Limits::Bytes, ' ')) << Kind::TooLong;
        QByteArray many;
        for (int i = 0; i <= DialogInfo::Limits::Dialogs; ++i)
            many += dialog(QByteArray::number(i));
        QTest::newRow("too many dialogs") << document(many) << Kind::TooManyDialogs;
    }
    void refuses()
    {
        QFETCH(QByteArray, xml);
        const auto info = DialogInfo::parse(xml);
        QVERIFY(!info);
        QTEST(info.error().kind, "kind");
    }
    void whatNamesADialogIsNeverCut()
    {
        const QByteArray name(DialogInfo::Limits::Name, 'x');
        const QByteArray target = "sip:" + QByteArray(DialogInfo::Limits::Target - 4, 'y');
        const auto read = [](const QByteArray &callId, const QByteArray &uri) {
            return DialogInfo::parse(document("<dialog id=\"a\" call-id=\"" + callId
                + "\"><state>early</state><remote><target uri=\"" + uri + "\"/></remote></dialog>"));
        };
        const auto longest = read(name, target);
        QVERIFY(longest);
        QCOMPARE(longest->dialogs.constFirst().callId.size(), DialogInfo::Limits::Name);
        QCOMPARE(longest->dialogs.constFirst().remoteTarget.size(), DialogInfo::Limits::Target);
        const auto longer = read(name + 'x', target + 'y');
        QVERIFY(longer);
        QCOMPARE(longer->dialogs.constFirst().callId, QString());
        QCOMPARE(longer->dialogs.constFirst().remoteTarget, QString());
    }
    void textsAreCut()
    {
        const QByteArray name = QByteArray("\xf0\x9f\x94\x94").repeated(200); // two units of UTF-16 each
        const auto info = DialogInfo::parse(document(dialog("a",
            "<state>confirmed</state><remote><identity display=\"x" + name + "\">sip:" + QByteArray(4000, 'y')
                + "</identity></remote>")));
        QVERIFY(info);
        const DialogEntry entry = info->dialogs.constFirst();
        QCOMPARE(entry.remoteUri.size(), DialogInfo::Limits::Text);
        QVERIFY(entry.remoteName.size() <= DialogInfo::Limits::Text);
        QVERIFY(!entry.remoteName.back().isHighSurrogate());
        const auto again = DialogInfo::parse(info->toBytes());
        QVERIFY(again);
        QCOMPARE(*again, *info);
    }
};

QTEST_GUILESS_MAIN(tst_DialogInfo)
#include "tst_DialogInfo.moc"
