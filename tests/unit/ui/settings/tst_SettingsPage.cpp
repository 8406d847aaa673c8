#include "SettingsPage.h"

#include "ChoiceBox.h"

#include <QCheckBox>
#include <QHash>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace carillon;

class tst_SettingsPage : public QObject
{
    Q_OBJECT
private:
    QHash<QString, QString> m_values;
    QList<DeviceChoice> m_microphones;
    int m_writes = 0;

    SettingsAccess access()
    {
        return {[this](const QString &key) { return m_values.value(key); },
            [this](const QString &key, const QString &value) {
                ++m_writes;
                if (value == QLatin1String("dark"))
                    return QStringLiteral("Not today.");
                m_values.insert(key, value);
                return QString();
            },
            [this](const QString &key) {
                return key == QLatin1String("audioInput") ? m_microphones : QList<DeviceChoice>();
            }};
    }

private Q_SLOTS:
    void init()
    {
        m_writes = 0;
        m_microphones = {};
        m_values = {{QStringLiteral("theme"), QStringLiteral("system")},
            {QStringLiteral("autoAnswer"), QStringLiteral("7")},
            {QStringLiteral("acceptRefer"), QStringLiteral("ask")},
            {QStringLiteral("closeToTray"), QStringLiteral("on")},
            {QStringLiteral("audioInput"), QStringLiteral("default")},
            {QStringLiteral("audioOutput"), QStringLiteral("default")},
            {QStringLiteral("ringDevice"), QStringLiteral("default")},
            {QStringLiteral("codecs"), QStringLiteral("opus,pcma")}};
    }
    void readingWritesNothing()
    {
        SettingsPage page(access());
        page.reload();
        QCOMPARE(m_writes, 0);
        const auto boxes = page.findChildren<ChoiceBox *>();
        QCOMPARE(boxes.at(4)->currentData().toString(), QStringLiteral("7")); // a script's own value is kept
    }
    void aChoiceHoldsAtOnceAndARefusalIsTakenBack()
    {
        SettingsPage page(access());
        ChoiceBox *theme = page.findChildren<ChoiceBox *>().first();
        theme->setCurrentIndex(1);
        QCOMPARE(m_values.value(QStringLiteral("theme")), QStringLiteral("light"));
        theme->setCurrentIndex(2);
        QCOMPARE(theme->currentData().toString(), QStringLiteral("light"));
        page.findChild<QCheckBox *>()->click();
        QCOMPARE(m_values.value(QStringLiteral("closeToTray")), QStringLiteral("off"));
    }
    void devicesComeAndGo()
    {
        m_microphones = {{QStringLiteral("usb1"), QStringLiteral("Headset")}};
        SettingsPage page(access());
        ChoiceBox *microphone = page.findChildren<ChoiceBox *>().at(1);
        QCOMPARE(microphone->count(), 2);
        QCOMPARE(microphone->itemText(0), QStringLiteral("System default"));
        QCOMPARE(microphone->currentIndex(), 0);
        microphone->setCurrentIndex(1);
        QCOMPARE(m_values.value(QStringLiteral("audioInput")), QStringLiteral("id:usb1"));
        m_microphones = {{QStringLiteral("in"), QStringLiteral("Built-in")}};
        page.reload(); // as the program does when it hears of it
        QCOMPARE(microphone->currentText(), QStringLiteral("Headset (not connected)"));
        QCOMPARE(microphone->count(), 3);
        m_microphones.append({QStringLiteral("usb1"), QStringLiteral("Headset")});
        page.reload();
        QCOMPARE(microphone->currentText(), QStringLiteral("Headset"));
        QCOMPARE(microphone->count(), 3);
        QCOMPARE(m_writes, 1); // reading chooses nothing
        m_values.insert(QStringLiteral("audioInput"), QStringLiteral("id:Built-in")); // by its name
        page.reload();
        QCOMPARE(microphone->currentText(), QStringLiteral("Built-in"));
        m_values.insert(QStringLiteral("audioInput"), QStringLiteral("tone:440"));
        page.reload();
        QCOMPARE(microphone->currentText(), QStringLiteral("tone:440"));
    }
    void aCodecMovesAsOftenAsItIsAsked()
    {
        SettingsPage *shown = nullptr;
        SettingsAccess kept = access();
        const auto write = kept.set;
        kept.set = [&](const QString &key, const QString &value) {
            const QString refusal = write(key, value);
            shown->reload(); // as the program does
            return refusal;
        };
        SettingsPage page(kept);
        shown = &page;
        auto *list = page.findChild<QListWidget *>();
        list->setCurrentRow(1);
        for (auto *button : page.findChildren<QPushButton *>()) {
            if (button->text().contains(QStringLiteral("&down"))) {
                button->click();
                button->click();
            }
        }
        QCOMPARE(list->currentRow(), 3);
        QCOMPARE(list->item(3)->data(Qt::UserRole).toString(), QStringLiteral("pcma"));
    }
    void codecsAreOrderedAndOneStays()
    {
        SettingsPage page(access());
        auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->count(), 4);
        list->setCurrentRow(1);
        for (auto *button : page.findChildren<QPushButton *>()) {
            if (button->text().contains(QStringLiteral("&up")))
                button->click();
        }
        QCOMPARE(m_values.value(QStringLiteral("codecs")), QStringLiteral("pcma,opus"));
        list->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(m_values.value(QStringLiteral("codecs")), QStringLiteral("opus"));
        for (int row = 0; row < list->count(); ++row) {
            if (list->item(row)->checkState() == Qt::Checked) {
                list->item(row)->setCheckState(Qt::Unchecked);
                break;
            }
        }
        QCOMPARE(m_values.value(QStringLiteral("codecs")), QStringLiteral("opus"));
    }
};

QTEST_MAIN(tst_SettingsPage)
#include "tst_SettingsPage.moc"
