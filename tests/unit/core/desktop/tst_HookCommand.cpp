// Real programs, of which each test writes its own; only their time is ours.
#include "FakeClock.h"
#include "HookCommand.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace carillon;

class tst_HookCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_hook.reset(); }
    void passesArgumentsAndEnvironment();
    void passesNoActivationToken();
    void passesWhatStrangersSayAsOneWord_data();
    void passesWhatStrangersSayAsOneWord();
    void killsWhatHangs();
    void killsWhatItStarted();
    void saysOnceThatItFails();
    void saysThatItIsNotThere();
    void runsFewAtOnce();
    void dropsWhatNobodyTakes();
    void doesNothingWithoutAProgram();
    void leavesNothingBehind();

private:
    void use(const QByteArray &script);
    QByteArray written()
    {
        QFile file(m_directory->filePath(QStringLiteral("out")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static HookEvent event(const QString &name = QStringLiteral("incoming"))
    {
        return {name, QStringLiteral("c1"), QStringLiteral("in"), QStringLiteral("sip:bob@example.org"),
            {{QStringLiteral("REMOTE_NAME"), QStringLiteral("Bob")}}};
    }
    static bool isAlive(pid_t pid) { return ::kill(pid, 0) == 0; }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<HookCommand> m_hook;
};

void tst_HookCommand::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_hook = std::make_unique<HookCommand>(m_clock);
}

void tst_HookCommand::use(const QByteArray &script)
{
    QFile file(m_directory->filePath(QStringLiteral("hook program")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "#!/bin/sh\nout='" + m_directory->filePath(QStringLiteral("out")).toUtf8() + "'\n" + script + "\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    m_hook->setProgram(file.fileName());
}

void tst_HookCommand::passesArgumentsAndEnvironment()
{
    use("printf '%s|' \"$@\" \"$CARILLON_EVENT\" \"$CARILLON_CALL\" \"$CARILLON_REMOTE_URI\" "
        "\"$CARILLON_REMOTE_NAME\" > \"$out.part\"; echo dropped; mv \"$out.part\" \"$out\"");
    m_hook->run(event());
    QTRY_COMPARE(
        written(), QByteArray("incoming|c1|in|sip:bob@example.org|incoming|c1|sip:bob@example.org|Bob|"));
    QTRY_COMPARE(m_hook->runningCount(), std::size_t(0));
}

void tst_HookCommand::passesNoActivationToken()
{
    for (const char *token : {"XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"})
        qputenv(token, "of-the-click-that-started-us");
    use("printf '%s|' \"$XDG_ACTIVATION_TOKEN\" \"$DESKTOP_STARTUP_ID\" > \"$out.part\"; mv \"$out.part\" "
        "\"$out\"");
    m_hook->run(event());
    QTRY_COMPARE(written(), QByteArray("||"));
    for (const char *token : {"XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"})
        qunsetenv(token);
}

void tst_HookCommand::passesWhatStrangersSayAsOneWord_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("passed");
    QTest::newRow("shell") << QStringLiteral("$(touch x); `id` & \"' | > y")
                           << QByteArray("$(touch x); `id` & \"' | > y");
    QTest::newRow("lines") << QStringLiteral("a\nb\r\033[2Jc\tx") << QByteArray("ab[2Jcx");
    QTest::newRow("null") << QString(QChar(0)) + QStringLiteral("x") << QByteArray("x");
    QTest::newRow("long") << QString(10'000, QLatin1Char('x'))
                          << QByteArray(HookCommand::Limits::TextLength, 'x');
    QTest::newRow("dash") << QStringLiteral("--help") << QByteArray("--help");
}

void tst_HookCommand::passesWhatStrangersSayAsOneWord()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, passed);
    use("printf '%s' \"$#$CARILLON_REMOTE_NAME\" > \"$out.part\"; mv \"$out.part\" \"$out\"");
    HookEvent told = event();
    told.facts[0].second = name;
    m_hook->run(told);
    QTRY_COMPARE(written(), "4" + passed);
}

void tst_HookCommand::killsWhatHangs()
{
    QSignalSpy failed(m_hook.get(), &HookCommand::failed);
    use("trap '' TERM\necho $$ > \"$out\"\nwhile :; do sleep 100; done");
    m_hook->run(event());
    QTRY_VERIFY(written().endsWith('\n'));
    m_clock.advance(HookCommand::Limits::Time - Milliseconds(1));
    QCOMPARE(m_hook->runningCount(), std::size_t(1));
    m_clock.advance(Milliseconds(1));
    QTRY_COMPARE(m_hook->runningCount(), std::size_t(0));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("10 seconds")));
}

void tst_HookCommand::killsWhatItStarted()
{
    use("sleep 1000 &\necho $! > \"$out\"\nwait");
    m_hook->run(event());
    QTRY_VERIFY(written().endsWith('\n'));
    const pid_t child = pid_t(written().trimmed().toInt());
    QVERIFY(isAlive(child));
    m_clock.advance(HookCommand::Limits::Time);
    // A zombie that nobody has collected yet is no longer there to do anything.
    const auto isGone = [&] {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(child));
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
    };
    QTRY_VERIFY(isGone());
}

void tst_HookCommand::saysOnceThatItFails()
{
    QSignalSpy failed(m_hook.get(), &HookCommand::failed);
    use("[ \"$1\" = incoming ]");
    const auto runs = [&](const char *name) {
        m_hook->run(event(QLatin1String(name)));
        return QTest::qWaitFor([&] { return m_hook->runningCount() == 0; });
    };
    QVERIFY(runs("ended"));
    QVERIFY(runs("ended"));
    QCOMPARE(failed.size(), 1);
    QVERIFY(runs("incoming")); // well again
    QVERIFY(runs("ended"));
    QCOMPARE(failed.size(), 2);
}

void tst_HookCommand::saysThatItIsNotThere()
{
    QSignalSpy failed(m_hook.get(), &HookCommand::failed);
    m_hook->setProgram(QStringLiteral("/nonexistent/hook"));
    for (int i = 0; i < 3; ++i)
        m_hook->run(event());
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(m_hook->runningCount(), std::size_t(0));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("/nonexistent/hook")));
}

void tst_HookCommand::runsFewAtOnce()
{
    use("echo x >> \"$out\"; while [ -e \"$out.wait\" ]; do sleep 0.01; done");
    QFile gate(m_directory->filePath(QStringLiteral("out.wait")));
    QVERIFY(gate.open(QIODevice::WriteOnly));
    for (std::size_t i = 0; i < HookCommand::Limits::AtOnce + 3; ++i)
        m_hook->run(event());
    QTRY_COMPARE(written().count('x'), qsizetype(HookCommand::Limits::AtOnce));
    QCOMPARE(m_hook->runningCount(), HookCommand::Limits::AtOnce);
    gate.remove();
    QTRY_COMPARE(written().count('x'), qsizetype(HookCommand::Limits::AtOnce) + 3);
}

void tst_HookCommand::dropsWhatNobodyTakes()
{
    QSignalSpy failed(m_hook.get(), &HookCommand::failed);
    use("sleep 1000");
    for (int i = 0; i < 100; ++i)
        m_hook->run(event());
    QCOMPARE(m_hook->runningCount(), HookCommand::Limits::AtOnce);
    QCOMPARE(failed.size(), 1);
    m_hook->setProgram({}); // those that wait are forgotten
    m_clock.advance(HookCommand::Limits::Time);
    QTRY_COMPARE(m_hook->runningCount(), std::size_t(0));
}

void tst_HookCommand::doesNothingWithoutAProgram()
{
    m_hook->run(event());
    QCOMPARE(m_hook->runningCount(), std::size_t(0));
}

void tst_HookCommand::leavesNothingBehind()
{
    use("echo $$ > \"$out\"; exec sleep 1000");
    m_hook->run(event());
    QTRY_VERIFY(written().endsWith('\n'));
    const pid_t pid = pid_t(written().trimmed().toInt());
    m_hook.reset();
    QVERIFY(!isAlive(pid));
}

QTEST_GUILESS_MAIN(tst_HookCommand)
#include "tst_HookCommand.moc"
