#include "HeaderId.h"

#include <QTest>

using namespace carillon;

class tst_HeaderId : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyNameIsFoundAgain()
    {
        for (int i = 1; i <= static_cast<int>(HeaderId::WwwAuthenticate); ++i) {
            const auto id = static_cast<HeaderId>(i);
            const QByteArray name = headerName(id).toByteArray();
            QVERIFY(!name.isEmpty());
            QCOMPARE(headerFromName(name), id);
            QCOMPARE(headerFromName(name.toLower()), id);
            QCOMPARE(headerFromName(name.toUpper()), id);
            QCOMPARE(headerFromName(compactHeaderName(id)), id);
            QCOMPARE(headerFromName(compactHeaderName(id).toByteArray().toUpper()), id);
            QCOMPARE(headerFromName(name + 'x'), HeaderId::Unknown);
        }
    }
    void compactForms_data()
    {
        QTest::addColumn<QByteArray>("full");
        QTest::addColumn<QByteArray>("compact");
        const char *forms[][2]
            = {{"Call-ID", "i"}, {"Contact", "m"}, {"Content-Encoding", "e"}, {"Content-Length", "l"},
                {"Content-Type", "c"}, {"From", "f"}, {"Subject", "s"}, {"Supported", "k"}, {"To", "t"},
                {"Via", "v"}, {"Event", "o"}, {"Allow-Events", "u"}, {"Refer-To", "r"}, {"Referred-By", "b"},
                {"Session-Expires", "x"}, {"Identity", "y"}, {"Accept-Contact", "a"}, {"Reject-Contact", "j"},
                {"Request-Disposition", "d"}, {"Identity-Info", "n"}};
        for (const auto &form : forms)
            QTest::newRow(form[0]) << QByteArray(form[0]) << QByteArray(form[1]);
    }
    void compactForms()
    {
        QFETCH(const QByteArray, full);
        QFETCH(const QByteArray, compact);
        QCOMPARE(headerFromName(compact), headerFromName(full));
        QCOMPARE(compactHeaderName(headerFromName(full)), compact);
    }
    void noneOfOurs()
    {
        for (const char *name : {"", "z", "@", "X-Custom", "Vias", "\xc0\xc1", "Content Length", "Call_ID"})
            QCOMPARE(headerFromName(name), HeaderId::Unknown);
        QVERIFY(headerName(HeaderId::Unknown).isEmpty());
    }
    void lists()
    {
        for (const HeaderId id :
            {HeaderId::Via, HeaderId::Route, HeaderId::Contact, HeaderId::Allow, HeaderId::Supported})
            QVERIFY(isListHeader(id));
        for (const HeaderId id : {HeaderId::From, HeaderId::WwwAuthenticate, HeaderId::Authorization,
                 HeaderId::Date, HeaderId::Subject, HeaderId::Unknown})
            QVERIFY(!isListHeader(id));
    }
};

QTEST_GUILESS_MAIN(tst_HeaderId)
#include "tst_HeaderId.moc"
