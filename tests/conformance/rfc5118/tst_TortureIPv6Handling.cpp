// RFC 5118 §4, all 12 messages: what a whole user agent sends when each comes over its wire as bytes.
//
// Covered: the status, or that the phone rings; the Via that come back; that the user agent works afterwards.
// Not covered: which of the addresses in SDP the media would choose (§4.6, §4.8): here the media only keeps
// the books.
#include "Addressee.h"

#include <QFile>
#include <QSet>

using namespace carillon;

namespace {

QByteArray bytesOf(const char *name)
{
    QFile file(QStringLiteral(MESSAGES) + QLatin1String(name) + QStringLiteral(".dat"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr auto AtPhone = Addressee::Kind::Phone;
constexpr auto AtRegistrar = Addressee::Kind::Registrar;
constexpr int Ringing = Addressee::Ringing;

constexpr Handling Rows[] = {
    {"4.1", "ipv6-good", AtRegistrar, 200, "", "Contact: sip:caller@[2001:db8::1]"},
    {"4.1", "ipv6-good", AtPhone, 405, "a phone is no registrar", "Allow: INVITE"},
    {"4.2", "ipv6-bad", AtRegistrar, 400, "an address without brackets", ""},
    {"4.2", "ipv6-bad", AtPhone, 400, "", ""},
    {"4.3", "port-ambiguous", AtRegistrar, 200, "what looks like a port belongs to the address",
        "Contact: sip:"},
    {"4.3", "port-ambiguous", AtPhone, 405, "", ""},
    {"4.4", "port-unambiguous", AtRegistrar, 200, "", "Contact: sip:"},
    {"4.4", "port-unambiguous", AtPhone, 405, "", ""},
    {"4.5", "via-received-param-with-delim", AtPhone, 481, "understood; a BYE of no call of ours", ""},
    {"4.5", "via-received-param-no-delim", AtPhone, 200, "", ""},
    {"4.6", "ipv6-in-sdp", AtPhone, Ringing, "", "Contact: sip:"},
    {"4.7", "mult-ip-in-header", AtPhone, 481, "understood; a BYE of no call of ours",
        "Via: [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200"},
    {"4.8", "mult-ip-in-sdp", AtPhone, Ringing, "", ""},
    {"4.9", "ipv4-mapped-ipv6", AtPhone, Ringing, "", "Via: [::ffff:192.0.2.2];branch=z9hG4bKas3-111"},
    {"4.10", "ipv6-bug-abnf-3-colons", AtPhone, 200, "liberal in what is accepted", ""},
    {"4.10", "ipv6-correct-abnf-2-colons", AtPhone, 200, "", ""},
};

} // namespace

class tst_TortureIPv6Handling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void all12AreHandled()
    {
        QSet<QByteArray> files;
        for (const Handling &row : Rows)
            files.insert(row.file);
        QCOMPARE(files.size(), 12);
    }
    void handling_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < std::size(Rows); ++i)
            QTest::addRow("§%s %s, %s: %d %s", Rows[i].section, Rows[i].file,
                Rows[i].kind == AtPhone ? "phone" : "registrar", Rows[i].status, Rows[i].why)
                << static_cast<int>(i);
    }
    void handling()
    {
        QFETCH(const int, index);
        verifyHandling(Rows[index], bytesOf(Rows[index].file));
    }
};

QTEST_GUILESS_MAIN(tst_TortureIPv6Handling)
#include "tst_TortureIPv6Handling.moc"
