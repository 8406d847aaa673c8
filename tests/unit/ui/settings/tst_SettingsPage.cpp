#include "SettingsPage.h"

#include "ChoiceBox.h"
#include "IconButton.h"
#include "Metrics.h"
#include "OnScreen.h"
#include "PathField.h"
#include "SettingForm.h"
#include "SettingRow.h"
#include "SettingRules.h"
#include "TabChain.h"
#include "TabOrder.h"
#include "TextLabel.h"
#include "Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_SettingsPage : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    QHash<QString, QString> m_values;
    int m_writes = 0;

    SettingsAccess access()
    {
        SettingsAccess access;
        access.value = [this](const QString &key) {
            return m_values.value(key, SettingRules::defaultValue(key).value_or(QString()));
        };
        access.set = [this](const QString &key, const QString &value) {
            ++m_writes;
            if (value == QLatin1String("dark"))
                return QStringLiteral("Not today.");
            m_values.insert(key, value);
            return QString();
        };
        access.accounts = [] {
            return QList<SettingsAccess::NamedAccount>{
                {QStringLiteral("a1"), QStringLiteral("1001@example.org")}};
        };
        access.previewDial = [](const QString &typed) { return typed; };
        return access;
    }
    template <typename Control>
    static Control *named(const QWidget &page, const char *name)
    {
        for (auto *one : page.findChildren<Control *>()) {
            if (one->accessibleName().startsWith(QLatin1String(name)))
                return one;
        }
        return nullptr;
    }
    static QStringList shownNames(const SettingsPage &page)
    {
        QStringList names;
        for (const auto *row : page.findChildren<SettingRow *>()) {
            if (!row->isVisibleTo(&page))
                continue;
            for (const auto *one : row->findChildren<QWidget *>()) {
                if (!one->accessibleName().isEmpty() && (one->focusPolicy() & Qt::TabFocus)) {
                    names.append(one->accessibleName());
                    break;
                }
            }
        }
        return names;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_writes = 0;
        m_values = {{QStringLiteral("autoAnswer"), QStringLiteral("7")}};
    }
    void readingWritesNothing()
    {
        SettingsPage page(access());
        page.reload();
        QCOMPARE(m_writes, 0);
        // a script's own value is kept
        QCOMPARE(named<ChoiceBox>(page, "Answer by itself")->currentData().toString(), QStringLiteral("7"));
    }
    void aChoiceHoldsAtOnceAndARefusalIsTakenBack()
    {
        SettingsPage page(access());
        auto *theme = named<ChoiceBox>(page, "Appearance");
        theme->setCurrentIndex(1);
        QCOMPARE(m_values.value(QStringLiteral("theme")), QStringLiteral("light"));
        theme->setCurrentIndex(2);
        QCOMPARE(theme->currentData().toString(), QStringLiteral("light"));
        named<QCheckBox>(page, "Keep running in the tray")->click();
        QCOMPARE(m_values.value(QStringLiteral("closeToTray")), QStringLiteral("off"));
    }
    void settingsAreFoundByTheirWords_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("found"); ///< the beginning of the only one; empty: none
        QTest::newRow("by its label")
            << QStringLiteral("folder for recordings") << QStringLiteral("Folder for");
        QTest::newRow("by what it is called elsewhere")
            << QStringLiteral("blacklist") << QStringLiteral("Never ring");
        QTest::newRow("by section and label")
            << QStringLiteral("recording tone") << QStringLiteral("Both sides hear a tone");
        QTest::newRow("folded away") << QStringLiteral("bitrate") << QStringLiteral("Data rate");
        QTest::newRow("by a choice") << QStringLiteral("appearance dark") << QStringLiteral("Appearance");
        QTest::newRow("by nothing") << QStringLiteral("video conference") << QString();
    }
    void settingsAreFoundByTheirWords()
    {
        QFETCH(QString, query);
        QFETCH(QString, found);
        SettingsPage page(access());
        page.show();
        const qsizetype all = shownNames(page).size();
        page.search(query);
        const QStringList names = shownNames(page);
        QCOMPARE(names.size(), found.isEmpty() ? 0 : 1);
        QVERIFY(found.isEmpty() || names.constFirst().startsWith(found));
        page.search({});
        QCOMPARE(shownNames(page).size(), all);
    }
    void whatTheProgramDoesNotKnowIsNotShown()
    {
        SettingsAccess narrow = access();
        narrow.isKnown = [](const QString &key) { return key == QLatin1String("theme"); };
        SettingsPage page(narrow);
        QVERIFY(named<ChoiceBox>(page, "Appearance"));
        QVERIFY(!named<ChoiceBox>(page, "Answer by itself"));
        QVERIFY(!named<PathField>(page, "Folder"));
    }
    void everySettingOfTheStoreHasItsPlace()
    {
        // What is set elsewhere: the list of accounts, the order of devices, and what only scripts need.
        const QSet<QString> elsewhere{QStringLiteral("mostCalls"), QStringLiteral("callStripPlace")};
        QSet<QString> asked;
        SettingsAccess watched = access();
        watched.isKnown = [&](const QString &key) {
            asked.insert(key);
            return true;
        };
        const auto value = watched.value;
        watched.value = [&, value](const QString &key) {
            asked.insert(key);
            return value(key);
        };
        SettingsPage page(watched);
        for (const QString &key : SettingRules::keys())
            QVERIFY2(asked.contains(key) || elsewhere.contains(key), qPrintable(key));
    }
    void quietForAWhile()
    {
        std::optional<std::chrono::minutes> asked;
        bool isOn = false;
        SettingsAccess timed = access();
        timed.setDoNotDisturb = [&](bool on, std::optional<std::chrono::minutes> time) {
            isOn = on;
            asked = time;
            m_values.insert(QStringLiteral("dnd"), on ? QStringLiteral("on") : QStringLiteral("off"));
            return QString();
        };
        SettingsPage page(timed);
        auto *box = named<ChoiceBox>(page, "Do not disturb");
        QVERIFY(box);
        box->setCurrentIndex(box->findData(60));
        QVERIFY(isOn);
        QCOMPARE(asked, std::optional(std::chrono::minutes(60)));
        QCOMPARE(box->currentIndex(), 1); // on
        box->setCurrentIndex(1);
        box->setCurrentIndex(0);
        QVERIFY(!isOn);
        QVERIFY(!asked);
    }
    void startingWithTheSessionIsWhatTheDesktopSays()
    {
        SettingsPage page(access());
        QVERIFY(!named<QCheckBox>(page, "Start with the session"));
        SessionStart::State state = SessionStart::State::Off;
        bool isRefused = false;
        SessionStart start{[&] { return state; },
            [&](bool on) {
                if (isRefused)
                    return QStringLiteral("The folder cannot be written.");
                state = on ? SessionStart::State::On : SessionStart::State::Off;
                return QString();
            }};
        page.setSessionStart(start);
        auto *box = named<QCheckBox>(page, "Start with the session");
        QVERIFY(box && !box->isChecked());
        box->click();
        QCOMPARE(state, SessionStart::State::On);
        isRefused = true;
        box->click();
        QVERIFY(box->isChecked());        // still
        state = SessionStart::State::Off; // somebody took the file away
        page.reload();
        QVERIFY(!box->isChecked());
        QCOMPARE(m_writes, 0);
    }
    void theRingCanBeHeard()
    {
        m_values.insert(QStringLiteral("ringFile"), QStringLiteral("/ring.ogg"));
        SettingsPage page(access());
        page.show();
        QSignalSpy play(&page, &SettingsPage::playRequested);
        QSignalSpy stop(&page, &SettingsPage::stopRequested);
        auto *button = named<IconButton>(page, "Play the ring");
        QVERIFY(button && button->isEnabled());
        button->click();
        QCOMPARE(play.first().first().toString(), QStringLiteral("/ring.ogg"));
        page.setPlaying(QStringLiteral("/ring.ogg"));
        QVERIFY(button->accessibleName().startsWith(QStringLiteral("Stop")));
        button->click();
        QCOMPARE(stop.size(), 1);
    }
    void theOtherPagesAreReached()
    {
        SettingsPage page(access());
        page.show();
        QSignalSpy accounts(&page, &SettingsPage::accountsRequested);
        QSignalSpy test(&page, &SettingsPage::selfTestRequested);
        for (auto *button : page.findChildren<QPushButton *>()) {
            if (button->text().endsWith(QChar(0x2026)))
                button->click();
        }
        QCOMPARE(accounts.size(), 1);
        QCOMPARE(test.size(), 1);
    }
    void theKeyboardGoesThroughItInOrder()
    {
        SettingsPage page(access());
        for (auto *button : page.findChildren<QPushButton *>())
            button->setChecked(button->isCheckable());
        page.resize(metrics::narrowest, 6000);
        tabInLayoutOrder(page);
        page.show();
        QCoreApplication::processEvents();
        const QList<QWidget *> order = tabOrder(page);
        QVERIFY(order.size() >= 50);
        QVERIFY(seenInOrder(order, page));
        for (const QWidget *one : order) {
            const auto *button = qobject_cast<const QAbstractButton *>(one);
            const bool isNamed = !one->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(isNamed, one->metaObject()->className());
        }
    }
};

QTEST_MAIN(tst_SettingsPage)
#include "tst_SettingsPage.moc"
