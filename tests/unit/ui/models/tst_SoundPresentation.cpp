#include "SoundPresentation.h"

#include <QTest>

using namespace carillon;

namespace {

const DeviceChoice headset{QStringLiteral("usb1"), QStringLiteral("Headset")};
const DeviceChoice builtIn{QStringLiteral("pci"), QStringLiteral("Built-in Audio"), false, false, true};

QString shown(const QList<OrderedRow> &rows)
{
    QStringList lines;
    for (const OrderedRow &row : rows) {
        const QString hint = row.hint.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(row.hint);
        lines.append((row.isTicked ? QStringLiteral("+") : QString()) + row.text + hint);
    }
    return lines.join(QStringLiteral(" | "));
}

} // namespace

class tst_SoundPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheListsShow_data()
    {
        QTest::addColumn<SoundRole>("role");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("order");
        QTest::addColumn<QList<DeviceChoice>>("devices");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, SoundRole role, const char *chosen, const char *order,
                             const QList<DeviceChoice> &devices, const char *expected) {
            QTest::newRow(name) << role << QString::fromUtf8(chosen) << QString::fromUtf8(order) << devices
                                << QString::fromUtf8(expected);
        };
        const SoundRole mic = SoundRole::Microphone;
        row("no devices at all", mic, "default", "default", {}, "Follow the system");
        row("nothing chosen", mic, "default", "default", {headset, builtIn},
            "Follow the system (at the moment: Built-in Audio) | Headset | Built-in Audio");
        row("a headset before the system's choice", mic, "id:usb1", "usb1,default", {builtIn, headset},
            "Headset | Follow the system (at the moment: Built-in Audio) | Built-in Audio");
        row("the preferred one is not connected", mic, "id:usb1", "usb1,default", {builtIn},
            "My headset (not connected) | Follow the system (at the moment: Built-in Audio) | Built-in "
            "Audio");
        row("chosen by name", mic, "id:Headset", "Headset,default", {headset}, "Headset | Follow the system");
        row("in use, and muted by the system", mic, "id:usb1", "usb1,default",
            {{QStringLiteral("usb1"), QStringLiteral("Headset"), true, true, false}},
            "Headset (in use now · muted by the system) | Follow the system");
        row("an order without the system", mic, "id:usb1", "usb1,pci", {headset, builtIn},
            "Headset | Built-in Audio | Follow the system (at the moment: Built-in Audio)");
        row("a script's tone stands first", mic, "tone:440", "usb1,default", {headset},
            "A tone of 440 Hz (set by a command) | Headset | Follow the system");
        row("silence", SoundRole::Loudspeaker, "null", "default", {},
            "None: silence (set by a command) | Follow the system");
        row("a file", SoundRole::Loudspeaker, "file:/a/b/out.wav", "default", {},
            "The file out.wav (set by a command) | Follow the system");
        row("rings with the system", SoundRole::Ring, "default", "default", {headset, builtIn},
            "+Follow the system (at the moment: Built-in Audio) | Headset | Built-in Audio");
        row("rings on two, one of them gone", SoundRole::Ring, "id:pci", "pci,usb1", {builtIn},
            "Follow the system (at the moment: Built-in Audio) | +Built-in Audio | +My headset (not "
            "connected)");
        row("a command's file rings", SoundRole::Ring, "null", "pci", {builtIn},
            "+None: silence (set by a command) | Follow the system (at the moment: Built-in Audio) | "
            "Built-in Audio");
    }
    void whatTheListsShow()
    {
        QFETCH(SoundRole, role);
        QFETCH(QString, chosen);
        QFETCH(QString, order);
        QFETCH(QList<DeviceChoice>, devices);
        const QHash<QString, QString> names{{QStringLiteral("usb1"), QStringLiteral("My headset")}};
        QTEST(shown(presentDevices(role, {chosen, order}, devices, names)), "expected");
    }
    void whatIsKept_data()
    {
        QTest::addColumn<SoundRole>("role");
        QTest::addColumn<QStringList>("ids"); // + is ticked
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, SoundRole role, const QStringList &ids, const char *expected) {
            QTest::newRow(name) << role << ids << QString::fromLatin1(expected);
        };
        const QString usb = QStringLiteral("usb1");
        const QString system = QStringLiteral("default");
        row("as far as the system's choice", SoundRole::Microphone, {usb, system, QStringLiteral("pci")},
            "usb1,default");
        row("the system first", SoundRole::Loudspeaker, {system, usb}, "default");
        row("no command's stand-in", SoundRole::Microphone, {QStringLiteral("tone:440"), usb, system},
            "usb1,default");
        row("what is ticked rings", SoundRole::Ring,
            {system, QStringLiteral("+pci"), QStringLiteral("+usb1")}, "pci,usb1");
        row("nothing is ticked", SoundRole::Ring, {system, usb}, "");
        row("a ticked stand-in is no device", SoundRole::Ring, {QStringLiteral("+null"), system}, "");
    }
    void whatIsKept()
    {
        QFETCH(SoundRole, role);
        QFETCH(QStringList, ids);
        QList<OrderedRow> rows;
        for (const QString &id : ids) {
            const bool isTicked = id.startsWith(QLatin1Char('+'));
            rows.append({isTicked ? id.mid(1) : id, id, {}, isTicked});
        }
        QTEST(deviceOrder(role, rows), "expected");
    }
    void noMoreIsKeptThanTheSettingTakes()
    {
        QList<OrderedRow> rows;
        for (int i = 0; i < 40; ++i)
            rows.append({QStringLiteral("d%1").arg(i), {}});
        QCOMPARE(deviceOrder(SoundRole::Microphone, rows).split(QLatin1Char(',')).size(), 16);
    }
    void whatIsNeverReachedDoesNotJumpBack()
    {
        const auto rows = [](const QStringList &ids) {
            QList<OrderedRow> made;
            for (const QString &id : ids)
                made.append({id, id});
            return made;
        };
        const QString system = QStringLiteral("default");
        const QString a = QStringLiteral("a"), b = QStringLiteral("b");
        const auto mic = SoundRole::Microphone;
        QCOMPARE(arrangedAs(mic, rows({system, b, a}), rows({system, a, b})), rows({system, b, a}));
        QCOMPARE(arrangedAs(mic, rows({b, system, a}), rows({system, a, b})), rows({system, a, b}));
        QCOMPARE(arrangedAs(mic, rows({system, b, a}), rows({system, a})), rows({system, a})); // pulled out
        QCOMPARE(arrangedAs(mic, {}, rows({system, a})), rows({system, a}));
    }
    void theSystemsMuteIsSaid()
    {
        DeviceChoice muted = builtIn;
        muted.isMuted = true;
        QVERIFY(mutedSentence(SoundRole::Microphone, {muted}).contains(QStringLiteral("Built-in Audio")));
        DeviceChoice used = headset;
        used.isInUse = true;
        QVERIFY(mutedSentence(SoundRole::Microphone, {muted, used}).isEmpty()); // of another one
        used.isMuted = true;
        QVERIFY(mutedSentence(SoundRole::Loudspeaker, {muted, used}).startsWith(QStringLiteral("Headset")));
    }
    void theMeterMovesOnlyForWhoIsHeard()
    {
        QVERIFY(!presentMeter(Speech::NoCall, 0.5F).isShown);
        QCOMPARE(presentMeter(Speech::Muted, 0.5F).level, 0.F);
        QCOMPARE(presentMeter(Speech::Open, 0.5F).level, 0.5F);
    }
};

QTEST_GUILESS_MAIN(tst_SoundPresentation)
#include "tst_SoundPresentation.moc"
