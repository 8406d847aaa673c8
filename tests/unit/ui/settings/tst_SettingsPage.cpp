#include "SettingsPage.h"

#include "ChoiceBox.h"

#include <QCheckBox>
#include <QHash>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_SettingsPage : public QObject
{
    Q_OBJECT
private:
    QHash<QString, QString> m_values;
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
            }};
    }

private Q_SLOTS:
    void init()
    {
        m_writes = 0;
        m_values = {{QStringLiteral("theme"), QStringLiteral("system")},
            {QStringLiteral("autoAnswer"), QStringLiteral("7")},
            {QStringLiteral("acceptRefer"), QStringLiteral("ask")},
            {QStringLiteral("closeToTray"), QStringLiteral("on")}};
    }
    void readingWritesNothing()
    {
        SettingsPage page(access());
        page.reload();
        QCOMPARE(m_writes, 0);
        const auto boxes = page.findChildren<ChoiceBox *>();
        QCOMPARE(boxes.at(1)->currentData().toString(), QStringLiteral("7")); // a script's own value is kept
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
    void theSoundHasItsOwnPage()
    {
        SettingsPage page(access());
        QSignalSpy asked(&page, &SettingsPage::soundRequested);
        page.findChild<QPushButton *>()->click();
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(tst_SettingsPage)
#include "tst_SettingsPage.moc"
