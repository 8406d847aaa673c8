#include "ControlPath.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

class tst_ControlPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inTheProfileFirst();
    void shortWhereTheProfileIsLong();
    void differentProfilesDiffer();
    void onlyAPrivatePlace();
};

void tst_ControlPath::inTheProfileFirst()
{
    QCOMPARE(controlPaths(QStringLiteral("/tmp/p")).constFirst(), QStringLiteral("/tmp/p/control.sock"));
    QCOMPARE(controlPaths(QStringLiteral("/tmp/x/../p/")), controlPaths(QStringLiteral("/tmp/p")));
}

void tst_ControlPath::shortWhereTheProfileIsLong()
{
    const QString deep = QStringLiteral("/tmp/") + QString(200, QLatin1Char('x'));
    const QStringList paths = controlPaths(deep);
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths) {
        QVERIFY(path.toUtf8().size() < 107);
        QVERIFY(!path.startsWith(deep));
    }
}

void tst_ControlPath::differentProfilesDiffer()
{
    const QString a(200, QLatin1Char('a'));
    const QString b(200, QLatin1Char('b'));
    QVERIFY(controlPaths(a).constLast() != controlPaths(b).constLast());
}

void tst_ControlPath::onlyAPrivatePlace()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("control.sock"));
    QVERIFY(isPrivatePlace(path));
    QVERIFY(QFile::setPermissions(
        directory.path(), QFile::permissions(directory.path()) | QFileDevice::WriteOther));
    QVERIFY(!isPrivatePlace(path));
    QVERIFY(QFile::setPermissions(
        directory.path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    const QTemporaryDir other;
    QVERIFY(QFile::link(directory.path(), other.filePath(QStringLiteral("link"))));
    QVERIFY(!isPrivatePlace(other.filePath(QStringLiteral("link/control.sock"))));
    QVERIFY(!isPrivatePlace(QStringLiteral("/nowhere/control.sock")));
}

QTEST_GUILESS_MAIN(tst_ControlPath)
#include "tst_ControlPath.moc"
