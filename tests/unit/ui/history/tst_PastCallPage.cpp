#include "PastCallPage.h"

#include "Metrics.h"
#include "OnScreen.h"
#include "RecordingCard.h"
#include "SampleValues.h"
#include "TabChain.h"
#include "TextLabel.h"
#include "Theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_PastCallPage : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    const HistoryEntry m_call = sample::recordedCall();

    PastCallPresentation shown() const
    {
        return presentPastCall(m_call, sample::moment(),
            [this](const QString &file) { return file == m_call.recordings.constFirst(); });
    }
    static IconButton *playButton(const RecordingCard &card) { return card.findChild<IconButton *>(); }
    static bool says(const QWidget &widget, const QString &text)
    {
        const auto labels = widget.findChildren<TextLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const TextLabel *label) { return !label->isHidden() && label->text().contains(text); });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void aRecordingIsPlayedAndStopped()
    {
        PastCallPage page;
        page.setCall(shown());
        page.show();
        RecordingCard &card = *page.findChildren<RecordingCard *>().first();
        QSignalSpy play(&page, &PastCallPage::playRequested);
        QSignalSpy stop(&page, &PastCallPage::stopRequested);
        playButton(card)->click();
        QCOMPARE(play.size(), 1);
        QCOMPARE(play.first().first().toString(), m_call.recordings.constFirst());
        page.setPlaying(m_call.recordings.constFirst(), 12000, 195000);
        QVERIFY(says(card, QStringLiteral("00:12 of 03:15")));
        QVERIFY(playButton(card)->accessibleName().startsWith(QStringLiteral("Stop")));
        playButton(card)->click();
        QCOMPARE(stop.size(), 1);
        page.setPlaying({}, 0, 0); // it ended
        QVERIFY(!says(card, QStringLiteral("00:12")));
        QVERIFY(playButton(card)->accessibleName().startsWith(QStringLiteral("Play")));
    }
    void aFileThatIsGoneSaysWhereItWas()
    {
        PastCallPage page;
        page.setCall(shown());
        page.show();
        RecordingCard &card = *page.findChildren<RecordingCard *>().last();
        QVERIFY(playButton(card)->isHidden());
        QVERIFY(says(card, QStringLiteral("no longer there")));
        QSignalSpy folder(&page, &PastCallPage::folderRequested);
        pushButton(card, "Open the folder")->click();
        QCOMPARE(folder.first().first().toString(), m_call.recordings.constLast());
    }
    void namesFromTheNetworkArePlain()
    {
        HistoryEntry entry = m_call;
        entry.remoteName = QStringLiteral("<b>Eve</b> & co");
        PastCallPage page;
        page.setCall(presentPastCall(entry, sample::moment(), [](const QString &) { return true; }));
        for (const auto *label : page.findChildren<TextLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(says(page, QStringLiteral("<b>Eve</b> & co")));
    }
    void theKeyboardGoesThroughItInOrder()
    {
        PastCallPage page;
        page.setCall(shown());
        page.resize(metrics::narrowest, 700);
        page.show();
        QCoreApplication::processEvents();
        const QList<QWidget *> order = tabOrder(page);
        QVERIFY(order.size() >= 5);
        QVERIFY(seenInOrder(order, page));
        for (const QWidget *one : order) {
            const auto *button = qobject_cast<const QAbstractButton *>(one);
            QVERIFY(button && (!button->accessibleName().isEmpty() || !button->text().isEmpty()));
        }
    }
};

QTEST_MAIN(tst_PastCallPage)
#include "tst_PastCallPage.moc"
