#include "AccountForm.h"
#include "AccountInputs.h"
#include "AccountsPage.h"
#include "ChoiceBox.h"
#include "FirstStartPage.h"
#include "OnScreen.h"
#include "SampleValues.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using Transport = ServerTransport;

class tst_AccountInputs : public QObject
{
    Q_OBJECT
private:
    /// Whether the label of @p text is inside what is scrolled to.
    static bool isSeen(const QWidget &page, const char *text)
    {
        for (const auto *label : page.findChildren<QLabel *>()) {
            if (label->text() == QLatin1String(text))
                return label->isVisible() && label->visibleRegion().boundingRect() == label->rect();
        }
        return false;
    }

private Q_SLOTS:
    void servers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Transport>("transport");
        QTest::addColumn<QString>("server");
        const auto row = [](const char *name, const char *typed, Transport transport, const char *server) {
            QTest::newRow(name) << QString::fromUtf8(typed) << transport << QString::fromUtf8(server);
        };
        row("nothing", "", Transport::Automatic, "");
        row("only a transport", "", Transport::Tls, "sip:example.org;transport=tls");
        row("a host", "pbx.example.org", Transport::Automatic, "sip:pbx.example.org");
        row("a host and a transport", "pbx.example.org:5061", Transport::Tls,
            "sip:pbx.example.org:5061;transport=tls");
        row("UDP", "192.0.2.1", Transport::Udp, "sip:192.0.2.1;transport=udp");
        row("TCP", "[2001:db8::1]:5070", Transport::Tcp, "sip:[2001:db8::1]:5070;transport=tcp");
        row("a WebSocket", "wss://gw.example.org/ws", Transport::SecureWebSocket, "wss://gw.example.org/ws");
    }
    void servers()
    {
        QFETCH(QString, typed);
        QFETCH(Transport, transport);
        QFETCH(QString, server);
        const auto aor = QStringLiteral("sip:1001@example.org");
        QCOMPARE(composeServer(typed, transport, aor), server);
        QCOMPARE(splitServer(server, aor), (ServerParts{typed, transport})); // and back
    }
    void whatPeopleTypeIsUnderstood()
    {
        const auto aor = QStringLiteral("sip:1001@example.org");
        QCOMPARE(composeServer(QStringLiteral(" sip:pbx;transport=tcp "), Transport::Automatic, aor),
            QStringLiteral("sip:pbx;transport=tcp"));
        QCOMPARE(composeServer(QStringLiteral("sips:pbx"), Transport::Automatic, aor),
            QStringLiteral("sip:pbx;transport=tls"));
        QCOMPARE(composeServer(QStringLiteral("gw/ws"), Transport::SecureWebSocket, aor),
            QStringLiteral("wss://gw/ws"));
        QCOMPARE(composeServer(QStringLiteral("ws://gw/ws"), Transport::Automatic, aor),
            QStringLiteral("ws://gw/ws"));
        QCOMPARE(composeAor(QStringLiteral(" 1001@example.org ")), aor);
        QCOMPARE(
            composeAor(QStringLiteral("sips:1001@example.org")), QStringLiteral("sips:1001@example.org"));
    }
    void addresses()
    {
        QVERIFY(addressProblem(QStringLiteral("1001@example.org")).isEmpty());
        QVERIFY(addressProblem(QStringLiteral("sip:1001@[2001:db8::1]")).isEmpty());
        for (const auto *wrong : {"", "1001", "@example.org", "1001@", "10 01@example.org"})
            QVERIFY2(!addressProblem(QString::fromLatin1(wrong)).isEmpty(), wrong);
    }
    void settingsComeBackAsTheyWere()
    {
        AccountSettings settings;
        settings.aor = QStringLiteral("sips:1001@example.org;x=y");
        settings.displayName = QStringLiteral("Anna");
        settings.authUser = QStringLiteral("auth");
        settings.server = QStringLiteral("sip:pbx:5061;transport=tls");
        settings.outboundProxy = QStringLiteral("sip:proxy;lr");
        settings.caFile = QStringLiteral("/etc/ca.pem");
        settings.pickupCode = QStringLiteral("**");
        settings.mediaEncryption = AccountSettings::MediaEncryption::Dtls;
        settings.ice = AccountSettings::Ice::On;
        settings.turnUri = QStringLiteral("turn:bob@relay.example.org?transport=tcp");
        settings.stunServer = QStringLiteral("stun.example.org:3478");
        settings.expiresSeconds = 120;
        settings.registers = false;
        AccountInputs inputs;
        inputs.setSettings(settings);
        QVERIFY(inputs.settings() == settings);
    }
    void theFormRefusesAndSubmits()
    {
        AccountForm form;
        form.show();
        QSignalSpy added(&form, &AccountForm::addRequested);
        QSignalSpy changed(&form, &AccountForm::changeRequested);
        form.startAdding();
        const auto fields = form.findChildren<QLineEdit *>();
        QTest::keyClick(fields.first(), Qt::Key_Return);
        QCOMPARE(added.size(), 0);
        fields.at(0)->setText(QStringLiteral("1001@example.org"));
        fields.at(1)->setText(QStringLiteral("secret"));
        QTest::keyClick(fields.at(1), Qt::Key_Return);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().at(0).value<AccountSettings>().aor, QStringLiteral("sip:1001@example.org"));
        form.startChanging(QStringLiteral("a1"), sample::account(Account::State::Registered).settings);
        QVERIFY(fields.at(1)->text().isEmpty()); // what was typed for one account is not kept for the next
        pushButton(form, "Save")->click();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!changed.first().at(2).value<std::optional<QString>>().has_value());
    }
    void theFirstStartShowsWhatHappens()
    {
        FirstStartPage page;
        page.show();
        QSignalSpy finished(&page, &FirstStartPage::finished);
        QSignalSpy tryOut(&page, &FirstStartPage::tryOutRequested);
        pushButton(page, "Try it now")->click();
        QCOMPARE(tryOut.size(), 1);
        page.setSteps(presentSteps(sample::account(Account::State::Registering)));

        page.setSteps(presentSteps(sample::account(Account::State::Failed)));
        QVERIFY(pushButton(page, "Try again")->isEnabled());
        page.setSteps(presentSteps(sample::account(Account::State::Registered)));
        pushButton(page, "Start calling")->click();
        QCOMPARE(finished.size(), 1);
    }
    void whatComesOfItIsSeen()
    {
        FirstStartPage page;
        page.resize(360, 420);
        page.show();
        for (auto *button : page.findChildren<QPushButton *>())
            button->setChecked(button->isCheckable()); // Advanced is open: Continue is far below
        auto *address = page.findChildren<QLineEdit *>().first();
        address->setText(QStringLiteral("1001@example.org"));
        QSignalSpy asked(&page, &FirstStartPage::continueRequested);
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        page.setSteps(presentSteps(sample::account(Account::State::Failed)));
        QVERIFY(isSeen(page, "example.org does not accept this password."));
    }
    void aRefusalIsSeen()
    {
        AccountForm form;
        form.resize(360, 420);
        form.show();
        form.startAdding();
        for (auto *button : form.findChildren<QPushButton *>())
            button->setChecked(button->isCheckable());
        form.showProblem(QStringLiteral("The file x cannot be read."));
        QVERIFY(isSeen(form, "The file x cannot be read."));
    }
    void everyEncryptionAndWayCanBeChosen()
    {
        using Ice = AccountSettings::Ice;
        AccountInputs inputs;
        for (const Ice ice : {Ice::Off, Ice::Auto, Ice::On}) {
            AccountSettings settings;
            settings.ice = ice;
            inputs.setSettings(settings);
            QCOMPARE(inputs.settings().ice, ice);
        }
        for (const auto *box : inputs.findChildren<ChoiceBox *>()) {
            QVERIFY(!box->accessibleName().isEmpty());
            for (int i = 0; i < box->count(); ++i)
                QVERIFY(box->model()->flags(box->model()->index(i, 0)).testFlag(Qt::ItemIsEnabled));
        }
    }
    void relays_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("uri");
        const auto row = [](const char *name, const char *typed, const char *password, const char *uri) {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(password)
                                << QString::fromUtf8(uri);
        };
        row("none", "", "", "");
        row("a password without a relay", "", "5ecre7", "");
        row("without a password", " turn:r.org ", "", "turn:r.org");
        row("with a password", "turn:r.org", "5e@re7", "turn::5e%40re7@r.org");
        row("of a user", "r.org:99", "5ecre7", "turn::5ecre7@r.org:99");
        row("the field for it counts", "turns:bob:old@r.org", "5ecre7", "turns:bob:5ecre7@r.org");
        row("what is none is refused later", "turn:r.org?x", "5ecre7", "turn:r.org?x");
    }
    void relays()
    {
        QFETCH(QString, typed);
        QFETCH(QString, password);
        QTEST(composeTurn(typed, password), "uri");
    }
    void thePasswordOfTheRelayIsNotShown()
    {
        AccountForm form;
        AccountSettings settings = sample::account(Account::State::Registered).settings;
        form.startChanging(
            QStringLiteral("a1"), settings, {AccountForm::Password::Stored, AccountForm::Password::Stored});
        QLineEdit *relay = nullptr;
        for (auto *field : form.findChildren<QLineEdit *>()) {
            QVERIFY(!field->accessibleName().isEmpty());
            if (field->accessibleName().startsWith(QStringLiteral("The password of the relay")))
                relay = field;
        }
        QVERIFY(relay);
        QCOMPARE(relay->echoMode(), QLineEdit::Password);
        QCOMPARE(relay->placeholderText(), QStringLiteral("unchanged"));
        relay->setText(QStringLiteral("5ecre7"));
        form.startChanging(QStringLiteral("a1"), settings); // nor kept for the next account
        QVERIFY(relay->text().isEmpty());
        QVERIFY(relay->placeholderText() != QStringLiteral("unchanged"));
    }
    void everyLabelHasItsKey()
    {
        AccountInputs inputs;
        QSet<QChar> keys;
        for (const auto *label : inputs.findChildren<QLabel *>()) {
            const qsizetype mark = label->text().indexOf(QLatin1Char('&'));
            QVERIFY2(mark >= 0 && label->buddy(), qPrintable(label->text()));
            const QChar key = label->text().at(mark + 1).toLower();
            QVERIFY2(!keys.contains(key), qPrintable(label->text()));
            keys.insert(key);
        }
    }
    void noPasswordIsNotCalledUnchanged()
    {
        AccountForm form;
        const AccountSettings settings = sample::account(Account::State::Registered).settings;
        form.startChanging(QStringLiteral("a1"), settings, {AccountForm::Password::Stored, {}});
        QCOMPARE(form.findChildren<QLineEdit *>().at(1)->placeholderText(), QStringLiteral("unchanged"));
        form.startChanging(QStringLiteral("a1"), settings, {AccountForm::Password::None, {}});
        QVERIFY(form.findChildren<QLineEdit *>().at(1)->placeholderText().isEmpty());
    }
    void removingIsAskedTwice()
    {
        AccountsPage page;
        page.setAccounts({sample::account(Account::State::Failed)});
        page.show();
        QSignalSpy removed(&page, &AccountsPage::removeRequested);
        QVERIFY(!pushButton(page, "Remove"));
        for (auto *button : page.findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith(QStringLiteral("Remove the account")))
                button->click();
        }
        QCOMPARE(removed.size(), 0);
        pushButton(page, "Remove")->click();
        QCOMPARE(removed.size(), 1);
        page.setAccounts({});
        QCOMPARE(page.findChildren<AccountCard *>().size(), 1); // deleted when the event loop runs
    }
};

QTEST_MAIN(tst_AccountInputs)
#include "tst_AccountInputs.moc"
