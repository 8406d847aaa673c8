#include "SoundForm.h"

#include "ChoiceBox.h"
#include "IconButton.h"
#include "LevelLine.h"
#include "Metrics.h"
#include "OrderedList.h"
#include "TabChain.h"
#include "TabOrder.h"
#include "TextLabel.h"
#include "Theme.h"
#include "VolumeRow.h"

#include <QApplication>
#include <QCheckBox>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QTest>

using namespace carillon;

class tst_SoundForm : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    QHash<QString, QString> m_values;
    QList<DeviceChoice> m_devices;
    QString m_refused; ///< a value
    int m_writes = 0;

    SettingsAccess access()
    {
        return {[this](const QString &key) { return m_values.value(key); },
            [this](const QString &key, const QString &value) {
                ++m_writes;
                if (value == m_refused)
                    return QStringLiteral("Not today.");
                m_values.insert(key, value);
                return QString();
            },
            [this](SoundRole) { return m_devices; }};
    }
    QString value(const char *key) const { return m_values.value(QLatin1String(key)); }
    enum List { Microphones, Loudspeakers, Rings, Codecs };
    static OrderedList &list(const SoundForm &page, List which)
    {
        return *page.findChildren<OrderedList *>().at(which);
    }
    static void press(const OrderedList &list, const QString &sentenceStart)
    {
        for (auto *button : list.findChildren<IconButton *>()) {
            if (button->accessibleName().startsWith(sentenceStart))
                button->click();
        }
    }
    static QStringList texts(const OrderedList &list)
    {
        QStringList texts;
        for (const OrderedRow &row : list.rows())
            texts.append(row.text);
        return texts;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_writes = 0;
        m_refused.clear();
        m_devices = {{QStringLiteral("pci"), QStringLiteral("Built-in Audio"), false, false, true},
            {QStringLiteral("usb1"), QStringLiteral("Headset")}};
        m_values.clear();
        for (const char *key :
            {"audioInput", "audioInputs", "audioOutput", "audioOutputs", "ringDevice", "rings"})
            m_values.insert(QLatin1String(key), QStringLiteral("default"));
        for (const char *key : {"inputVolume", "outputVolume", "ringVolume"})
            m_values.insert(QLatin1String(key), QStringLiteral("100"));
        m_values.insert(QStringLiteral("echoCancellation"), QStringLiteral("moderate"));
        m_values.insert(QStringLiteral("noiseSuppression"), QStringLiteral("moderate"));
        m_values.insert(QStringLiteral("automaticGain"), QStringLiteral("on"));
        m_values.insert(QStringLiteral("silenceSuppression"), QStringLiteral("off"));
        m_values.insert(QStringLiteral("stereo"), QStringLiteral("off"));
        m_values.insert(QStringLiteral("opusBitrate"), QStringLiteral("20"));
        m_values.insert(QStringLiteral("voiceProcessing"), QStringLiteral("auto"));
        m_values.insert(QStringLiteral("codecs"), QStringLiteral("opus,pcma"));
    }
    void readingWritesNothing()
    {
        SoundForm page(access());
        page.reload();
        QCOMPARE(m_writes, 0);
        QCOMPARE(page.findChildren<ChoiceBox *>().at(2)->currentData().toString(), QStringLiteral("20"));
    }
    void aHeadsetIsPreferredByMovingItUp()
    {
        SoundForm page(access());
        OrderedList &microphones = list(page, Microphones);
        QCOMPARE(texts(microphones),
            QStringList({QStringLiteral("Follow the system"), QStringLiteral("Built-in Audio"),
                QStringLiteral("Headset")}));
        microphones.setCurrent(QStringLiteral("usb1"));
        press(microphones, QStringLiteral("Move Headset up"));
        press(microphones, QStringLiteral("Move Headset up"));
        QCOMPARE(value("audioInputs"), QStringLiteral("usb1,default"));
        QCOMPARE(value("audioOutputs"), QStringLiteral("default"));
    }
    void whatIsPulledOutKeepsItsPlaceAndItsName()
    {
        m_values.insert(QStringLiteral("audioInput"), QStringLiteral("id:usb1"));
        m_values.insert(QStringLiteral("audioInputs"), QStringLiteral("usb1,default"));
        SoundForm page(access());
        m_devices.removeLast();
        page.reload(); // as the program does when it hears of it
        const OrderedRow first = list(page, Microphones).rows().constFirst();
        QCOMPARE(first.text, QStringLiteral("Headset"));
        QCOMPARE(first.hint, QStringLiteral("not connected"));
        QCOMPARE(m_writes, 0);
    }
    void whatACommandSetGivesWay()
    {
        m_values.insert(QStringLiteral("audioInput"), QStringLiteral("tone:440"));
        SoundForm page(access());
        OrderedList &microphones = list(page, Microphones);
        microphones.setCurrent(QStringLiteral("usb1"));
        press(microphones, QStringLiteral("Move Headset up"));
        press(microphones, QStringLiteral("Move Headset up"));
        QCOMPARE(value("audioInput"), QStringLiteral("tone:440")); // still the first
        press(microphones, QStringLiteral("Move Headset up"));
        QCOMPARE(value("audioInput"), QStringLiteral("default"));
        QCOMPARE(value("audioInputs"), QStringLiteral("usb1,default"));
    }
    void itRingsOnSeveralAndOnOneAtLeast()
    {
        SoundForm page(access());
        OrderedList &rings = list(page, Rings);
        auto *rows = rings.findChild<QListWidget *>();
        rows->item(2)->setCheckState(Qt::Checked);
        QCOMPARE(value("rings"), QStringLiteral("default,usb1"));
        rows->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(value("rings"), QStringLiteral("usb1"));
        rows->item(2)->setCheckState(Qt::Unchecked);
        QCOMPARE(value("rings"), QStringLiteral("usb1"));
        QCOMPARE(rings.tickedIds(), QStringList(QStringLiteral("usb1")));
    }
    void volumesHoldAtOnce()
    {
        SoundForm page(access());
        const auto volumes = page.findChildren<VolumeRow *>();
        QCOMPARE(volumes.size(), 3);
        auto *slider = volumes.at(1)->findChild<QSlider *>();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(value("outputVolume"), QStringLiteral("105"));
        slider->setValue(148); // dragged
        QCOMPARE(value("outputVolume"), QStringLiteral("150"));
        QCOMPARE(volumes.at(2)->findChild<QSlider *>()->maximum(), 100);
    }
    void theSystemsMuteIsSaid()
    {
        m_devices[0].isMuted = true;
        SoundForm page(access());
        int told = 0;
        for (const auto *label : page.findChildren<TextLabel *>())
            told += !label->isHidden() && label->text().contains(QStringLiteral("is muted in the system"));
        QCOMPARE(told, 3);
    }
    void theMeterIsThereDuringACall()
    {
        SoundForm page(access());
        page.show();
        auto *meter = page.findChild<LevelLine *>();
        QVERIFY(meter->isHidden());
        page.setMeter(Speech::Open, 0.5F);
        QVERIFY(!meter->isHidden());
        QVERIFY(meter->step() > 20);
        page.setMeter(Speech::Muted, 0.5F);
        QCOMPARE(meter->step(), 0);
    }
    void aRefusalIsSaidAndTakenBack()
    {
        m_refused = QStringLiteral("off");
        SoundForm page(access());
        auto *gain = page.findChildren<QCheckBox *>().first();
        gain->click();
        QVERIFY(gain->isChecked());
        bool isSaid = false;
        for (const auto *label : page.findChildren<TextLabel *>())
            isSaid |= label->text() == QStringLiteral("Not today.");
        QVERIFY(isSaid);
    }
    void aCodecMovesAsOftenAsItIsAsked()
    {
        SoundForm *shown = nullptr;
        SettingsAccess kept = access();
        const auto write = kept.set;
        kept.set = [&](const QString &key, const QString &value) {
            const QString refusal = write(key, value);
            shown->reload(); // as the program does
            return refusal;
        };
        SoundForm page(kept);
        shown = &page;
        OrderedList &codecs = list(page, Codecs);
        codecs.setCurrent(QStringLiteral("pcma"));
        auto *rows = codecs.findChild<QListWidget *>();
        QTest::keyClick(rows, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(rows, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(codecs.ids().indexOf(QStringLiteral("pcma")), 3);
        QCOMPARE(rows->currentRow(), 3);
    }
    void codecsAreOrderedAndOneStays()
    {
        SoundForm page(access());
        OrderedList &codecs = list(page, Codecs);
        QCOMPARE(codecs.ids().size(), 6);
        codecs.setCurrent(QStringLiteral("pcma"));
        press(codecs, QStringLiteral("Move G.711 A-law: telephone up"));
        QCOMPARE(value("codecs"), QStringLiteral("pcma,opus"));
        auto *rows = codecs.findChild<QListWidget *>();
        rows->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(value("codecs"), QStringLiteral("opus"));
        for (int row = 0; row < rows->count(); ++row) {
            if (rows->item(row)->checkState() == Qt::Checked) {
                rows->item(row)->setCheckState(Qt::Unchecked);
                break;
            }
        }
        QCOMPARE(value("codecs"), QStringLiteral("opus"));
    }
    void theKeyboardGoesThroughItInOrder()
    {
        SoundForm page(access());
        for (auto *button : page.findChildren<QPushButton *>())
            button->setChecked(button->isCheckable());
        page.resize(metrics::narrowest, 2000);
        tabInLayoutOrder(page);
        page.show();
        QCoreApplication::processEvents();
        const QList<QWidget *> order = tabOrder(page);
        QVERIFY(order.size() >= 18);
        QVERIFY(seenInOrder(order, page));
        for (const QWidget *one : order)
            QVERIFY2(!one->accessibleName().isEmpty(), one->metaObject()->className());
    }
};

QTEST_MAIN(tst_SoundForm)
#include "tst_SoundForm.moc"
