#include "FakeClock.h"
#include "SystemResolver.h"

#include <QTest>

using namespace carillon;

class tst_SystemResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void localhostHasAnAddress()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        QList<QHostAddress> found;
        const auto lookup = resolver.addresses(QStringLiteral("localhost"),
            [&](const auto &answer) { found = answer.value_or(QList<QHostAddress>()); });
        QVERIFY(found.isEmpty());
        QTRY_VERIFY(!found.isEmpty());
        QVERIFY(found.first().isLoopback());
    }
    void anUnknownHostIsSaidByName()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        std::optional<NetworkError> error;
        const QString name = QString(300, u'x'); // longer than any name: no server has to be asked
        const auto lookup = resolver.addresses(name, [&](const auto &answer) {
            if (!answer)
                error = answer.error();
        });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, NetworkError::Kind::HostNotFound);
        QCOMPARE(error->detail, name);
    }
    void patienceEnds()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        std::optional<NetworkError> error;
        int answers = 0;
        const auto lookup = resolver.services(QStringLiteral("_sip._udp.localhost"), [&](const auto &answer) {
            ++answers;
            if (!answer)
                error = answer.error();
        });
        clock.advance(SystemResolver::Patience);
        QVERIFY(error);
        QCOMPARE(error->kind, NetworkError::Kind::TimedOut);
        QCoreApplication::processEvents();
        QCOMPARE(answers, 1);
    }
    void aForgottenQuestionIsNotAnswered()
    {
        FakeClock clock;
        SystemResolver resolver(clock);
        bool isAnswered = false;
        auto forgotten
            = resolver.addresses(QStringLiteral("localhost"), [&](const auto &) { isAnswered = true; });
        forgotten.reset();
        bool isOtherAnswered = false;
        const auto other
            = resolver.addresses(QStringLiteral("localhost"), [&](const auto &) { isOtherAnswered = true; });
        QTRY_VERIFY(isOtherAnswered);
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(tst_SystemResolver)
#include "tst_SystemResolver.moc"
