// What a recording is called, whatever the other side calls itself.
#include "RecordingName.h"

#include <QTest>

using namespace carillon;

class tst_RecordingName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("party");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const char *party, const char *name) {
            QTest::newRow(what) << QString::fromUtf8(party) << QString::fromUtf8(name);
        };
        row("a number", "+4930123456", "+4930123456");
        row("a name", "anna.b", "anna.b");
        row("in another script", "Зоя", "Зоя");
        row("a way out of the folder", "../../etc/passwd", "_.._etc_passwd");
        row("a hidden file", ".bashrc", "bashrc");
        row("nothing", "", "unknown");
        row("only dots", "...", "unknown");
        row("what a shell makes of it", "a b;rm $HOME`x`", "a_b_rm__HOME_x_");
        row("bidi and control characters", "a\xe2\x80\xae\x01\nb", "a___b");
        row("what another system forbids", "a:b\\c*d?e\"f<g>h|i", "a_b_c_d_e_f_g_h_i");
    }
    void names()
    {
        QFETCH(QString, party);
        const QDateTime when(QDate(2026, 11, 27), QTime(14, 5, 9));
        const QString name = RecordingName::of(when, RecordingName::Direction::Incoming, party);
        QVERIFY(name.startsWith(QLatin1String("2026-11-27_14-05-09_in_")));
        QTEST(name.mid(23), "name");
    }
    void theyAreBounded()
    {
        for (const QString &piece :
            {QStringLiteral("a"), QStringLiteral("é"), QStringLiteral("漢"), QStringLiteral("𝐀")}) {
            const QString name
                = RecordingName::of({}, RecordingName::Direction::Outgoing, piece.repeated(5000));
            QVERIFY(name.toUtf8().size() <= 5 + RecordingName::MaxPartyBytes);
            QVERIFY(name.toUtf8().size() >= 5 + RecordingName::MaxPartyBytes - 4);
        }
    }
    void parties_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("party");
        QTest::newRow("sip") << QStringLiteral("sip:anna@example.org") << QStringLiteral("anna");
        QTest::newRow("tel") << QStringLiteral("tel:+49301234") << QStringLiteral("+49301234");
        QTest::newRow("host only") << QStringLiteral("sip:example.org:5060")
                                   << QStringLiteral("example.org:5060");
        QTest::newRow("no user") << QStringLiteral("sip:@example.org") << QStringLiteral("@example.org");
    }
    void parties()
    {
        QFETCH(QString, uri);
        QTEST(RecordingName::partyOf(uri), "party");
    }
};

QTEST_GUILESS_MAIN(tst_RecordingName)
#include "tst_RecordingName.moc"
