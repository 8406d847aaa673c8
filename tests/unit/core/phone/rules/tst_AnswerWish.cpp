#include "AnswerWish.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Mode = AnswerWish::Mode;

class tst_AnswerWish : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
};

void tst_AnswerWish::reads_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<int>("after");
    QTest::addColumn<bool>("isRequired");
    const auto row
        = [](const char *name, const char *value, Mode mode, int after = 0, bool isRequired = false) {
              QTest::addRow("%s: %s", name, value)
                  << QByteArray(name) << QByteArray(value) << mode << after << isRequired;
          };
    row("Answer-Mode", "Auto", Mode::Automatic);
    row("Answer-Mode", "auto;require", Mode::Automatic, 0, true);
    row("Answer-Mode", "Manual", Mode::Manual);
    row("Answer-Mode", "Later", Mode::None);
    row("Priv-Answer-Mode", "Auto", Mode::Automatic);
    row("Call-Info", "<sip:example.org>;answer-after=0", Mode::Automatic);
    row("Call-Info", "<sip:example.org>; Answer-After=5", Mode::Automatic, 5);
    row("Call-Info", "<sip:example.org>;answer-after=121", Mode::None);
    row("Call-Info", "<sip:example.org>;answer-after=-1", Mode::None);
    row("Call-Info", "<sip:example.org>;answer-after=soon", Mode::None);
    row("Call-Info", "<http://example.org/a;answer-after=0>;purpose=icon", Mode::None);
    row("Call-Info", "answer-after=0", Mode::Automatic);
    row("Alert-Info", "<http://example.org>;info=alert-autoanswer", Mode::Automatic);
    row("Alert-Info", "<http://example.org>;info=alert-autoanswer;delay=3", Mode::Automatic, 3);
    row("Alert-Info", "info=alert-autoanswer", Mode::Automatic);
    row("Alert-Info", "Auto Answer", Mode::Automatic);
    row("Alert-Info", "Ring Answer", Mode::Automatic);
    row("Alert-Info", "<http://example.org/Auto Answer>", Mode::None);
    row("Alert-Info", "<urn:alert:source:external>", Mode::None);
    row("Alert-Info", "", Mode::None);
    row("Subject", "Auto Answer", Mode::None);
}

void tst_AnswerWish::reads()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    SipRequest invite(Method::Invite, "sip:anna@example.org");
    invite.append(name, value);
    const AnswerWish wish = AnswerWish::of(invite);
    QTEST(wish.mode, "mode");
    QTEST(int(wish.after.count()), "after");
    QTEST(wish.isRequired, "isRequired");
    QCOMPARE(wish.saysMode, wish.mode != Mode::None && name.endsWith("Answer-Mode"));
}

QTEST_GUILESS_MAIN(tst_AnswerWish)
#include "tst_AnswerWish.moc"
