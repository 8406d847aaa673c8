#include "DeviceSpec.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;
using Kind = DeviceSpec::Kind;
using Code = DeviceError::Code;

class tst_DeviceSpec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void files();
};

void tst_DeviceSpec::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("written");
    const int input = int(DeviceRole::Input);
    const int output = int(DeviceRole::Output);
    QTest::newRow("nothing") << QString() << input << int(Kind::Default) << QStringLiteral("default");
    QTest::newRow("default") << QStringLiteral("default") << output << int(Kind::Default)
                             << QStringLiteral("default");
    QTest::newRow("null") << QStringLiteral("null") << input << int(Kind::Null) << QStringLiteral("null");
    QTest::newRow("tone") << QStringLiteral("tone:440") << input << int(Kind::Tone)
                          << QStringLiteral("tone:440");
    QTest::newRow("id with colons") << QStringLiteral("id:alsa:hw:0") << output << int(Kind::Id)
                                    << QStringLiteral("id:alsa:hw:0");
}

void tst_DeviceSpec::accepted()
{
    QFETCH(QString, text);
    QFETCH(int, role);
    const auto spec = DeviceSpec::parse(text, DeviceRole(role));
    QVERIFY(spec);
    QTEST(int(spec->kind), "kind");
    QTEST(spec->toString(), "written");
}

void tst_DeviceSpec::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("code");
    const int input = int(DeviceRole::Input);
    const int output = int(DeviceRole::Output);
    const int bad = int(Code::BadSpec);
    QTest::newRow("a word") << QStringLiteral("microphone") << input << bad;
    QTest::newRow("tone without number") << QStringLiteral("tone:") << input << bad;
    QTest::newRow("tone of letters") << QStringLiteral("tone:a") << input << bad;
    QTest::newRow("tone too low") << QStringLiteral("tone:0") << input << bad;
    QTest::newRow("tone too high") << QStringLiteral("tone:99999") << input << bad;
    QTest::newRow("tone as loudspeaker") << QStringLiteral("tone:440") << output << bad;
    QTest::newRow("file without path") << QStringLiteral("file:") << input << bad;
    QTest::newRow("id without id") << QStringLiteral("id:") << input << bad;
    QTest::newRow("capitals") << QStringLiteral("NULL") << input << bad;
    QTest::newRow("missing file") << QStringLiteral("file:/nowhere/x.wav") << input << int(Code::Missing);
    QTest::newRow("missing folder") << QStringLiteral("file:/nowhere/x.wav") << output << int(Code::Missing);
    QTest::newRow("folder as file") << QStringLiteral("file:/") << input << int(Code::CannotOpen);
    QTest::newRow("folder as output") << QStringLiteral("file:/tmp") << output << int(Code::CannotOpen);
}

void tst_DeviceSpec::refused()
{
    QFETCH(QString, text);
    QFETCH(int, role);
    const auto spec = DeviceSpec::parse(text, DeviceRole(role));
    QVERIFY(!spec);
    QTEST(int(spec.error().code), "code");
    QVERIFY(spec.error().message.endsWith(QLatin1Char('.')));
    QVERIFY(!spec.error().message.contains(QLatin1String("%1")));
}

void tst_DeviceSpec::files()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a:b.wav"));
    const auto output = DeviceSpec::parse(QStringLiteral("file:") + path, DeviceRole::Output);
    QVERIFY(output);
    QCOMPARE(output->argument, path);
    QVERIFY(!DeviceSpec::parse(QStringLiteral("file:") + path, DeviceRole::Input));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(DeviceSpec::parse(QStringLiteral("file:") + path, DeviceRole::Input));
}

QTEST_GUILESS_MAIN(tst_DeviceSpec)
#include "tst_DeviceSpec.moc"
