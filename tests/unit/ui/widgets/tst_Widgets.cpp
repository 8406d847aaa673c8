// The small widgets of ui/widgets that have no state worth a file of their own.

#include "AvatarLabel.h"
#include "DialPad.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "IconButton.h"
#include "LevelBars.h"
#include "Metrics.h"
#include "NoticeBar.h"
#include "PlainText.h"
#include "TextLabel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Widgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dialPadClicksAndTyping()
    {
        DialPad pad(DialPad::Plus::Allowed);
        QSignalSpy pressed(&pad, &DialPad::pressed);
        pad.show();
        QTest::mouseClick(pad.key(QLatin1Char('5')), Qt::LeftButton);
        QTest::keyClicks(&pad, QStringLiteral("1*#x"));
        QString typed;
        for (const auto &arguments : pressed)
            typed += arguments.first().toChar();
        QCOMPARE(typed, QStringLiteral("51*#"));
    }
    void everyDialKeyIsNamedAndLargeEnough()
    {
        DialPad pad(DialPad::Plus::Refused);
        for (const QChar digit : QStringLiteral("0123456789*#")) {
            DialKey *key = pad.key(digit);
            QVERIFY(key);
            QVERIFY(!key->accessibleName().isEmpty());
            QVERIFY(key->minimumSizeHint().height() >= metrics::minTarget);
        }
        QCOMPARE(pad.key(QLatin1Char('*'))->accessibleName(), QStringLiteral("Press star"));
        QVERIFY(!pad.key(QLatin1Char('x')));
    }
    void elapsedTimeText_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("00:00");
        QTest::newRow("negative") << qint64(-5) << QStringLiteral("00:00");
        QTest::newRow("minutes") << qint64(195999) << QStringLiteral("03:15");
        QTest::newRow("an hour") << qint64(3600000) << QStringLiteral("1:00:00");
        QTest::newRow("days") << qint64(90061000) << QStringLiteral("25:01:01");
    }
    void elapsedTimeText()
    {
        QFETCH(qint64, milliseconds);
        QTEST(ElapsedTime::textOf(std::chrono::milliseconds(milliseconds)), "text");
    }
    void elapsedTimeTicksOnlyWhileRunningAndSeen()
    {
        ElapsedTime time(TypeStep::Large);
        time.setElapsed(5s, ElapsedTime::Run::Running);
        QVERIFY(!time.isTicking());
        time.show();
        QVERIFY(time.isTicking());
        time.setElapsed(5s, ElapsedTime::Run::Stopped);
        QVERIFY(!time.isTicking());
        time.setElapsed(5s, ElapsedTime::Run::Running);
        time.hide();
        QVERIFY(!time.isTicking());
    }
    void elapsedTimeDoesNotJitter()
    {
        ElapsedTime time(TypeStep::Large);
        time.setElapsed(11s, ElapsedTime::Run::Stopped);
        const QSize narrow = time.sizeHint();
        time.setElapsed(8min + 48s, ElapsedTime::Run::Stopped);
        QCOMPARE(time.sizeHint(), narrow);
    }
    void longNamesAreShortenedAndStayWhole()
    {
        const QString name = QString(300, QLatin1Char('W'));
        ElidedLabel label;
        label.setText(name);
        label.resize(100, 20);
        label.show();
        QVERIFY(label.isElided());
        QVERIFY(label.minimumSizeHint().width() < 100);
        QCOMPARE(label.accessibleName(), name);
        QVERIFY(label.toolTip().contains(name));
        label.setText(QStringLiteral("Bo"));
        QVERIFY(!label.isElided());
        QVERIFY(label.toolTip().isEmpty());
        // The name gives way, not what happens.
        label.setNames({name, QStringLiteral("1003")});
        label.setText(QStringLiteral("Sending %1 to 1003").arg(name));
        label.resize(label.fontMetrics().horizontalAdvance(QStringLiteral("Sending to 1003")) + 100, 20);
        QVERIFY(label.isElided());
        QVERIFY(label.isShortenedInNames());
        QVERIFY2(label.shownText().startsWith(QStringLiteral("Sending "))
                && label.shownText().endsWith(QStringLiteral(" to 1003")),
            qPrintable(label.shownText()));
    }
    void markupIsShownLiterally()
    {
        const QString hostile = QStringLiteral("<img src='http://192.0.2.1/x'><b>Bob</b> & co");
        QCOMPARE(TextLabel(hostile).textFormat(), Qt::PlainText);
        const QString tip = plainToolTip(hostile);
        QVERIFY(!tip.contains(QLatin1String("<img")));
        QVERIFY(!tip.contains(QLatin1String("<b>")));
        QVERIFY(Qt::mightBeRichText(tip)); // so that Qt shows the escapes as what they stand for
        QVERIFY(!plainNotification(hostile).contains(QLatin1Char('<')));
        QCOMPARE(withoutMnemonic(QStringLiteral("A&B")), QStringLiteral("A&&B"));
        QWidget window;
        window.setWindowTitle(plainWindowTitle(QStringLiteral("a[*]b")));
        QCOMPARE(window.windowTitle(), QStringLiteral("a[*][*]b"));
    }
    void markupIsPaintedLiterally()
    {
        TextLabel bold(QStringLiteral("<b>x</b>"));
        TextLabel plain(QStringLiteral("x"));
        QVERIFY(bold.fontMetrics().horizontalAdvance(bold.text())
            > plain.fontMetrics().horizontalAdvance(plain.text()));
        QVERIFY(bold.sizeHint().width() > plain.sizeHint().width());
    }
    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("two words") << QStringLiteral("Anna Weber") << QStringLiteral("AW");
        QTest::newRow("many words") << QStringLiteral(" anna  maria von weber ") << QStringLiteral("AW");
        QTest::newRow("one word") << QStringLiteral("echo") << QStringLiteral("E");
        QTest::newRow("a number") << QStringLiteral("+49 30 123") << QString();
        QTest::newRow("an address") << QStringLiteral("bob@example.org") << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("combining mark")
            << QString::fromUtf8("e\u0301mile zola") << QString::fromUtf8("E\u0301Z");
    }
    void initials()
    {
        QFETCH(QString, name);
        QTEST(AvatarLabel::initialsOf(name), "initials");
    }
    void levelBars_data()
    {
        QTest::addColumn<float>("level");
        QTest::addColumn<int>("lit");
        QTest::newRow("silence") << 0.0F << 0;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN() << 0;
        QTest::newRow("a quiet room") << 0.003F << 0;
        QTest::newRow("speech") << 0.1F << 3;
        QTest::newRow("full scale") << 1.0F << 5;
        QTest::newRow("beyond") << 7.0F << 5;
    }
    void levelBars()
    {
        QFETCH(float, level);
        LevelBars bars(QStringLiteral("x"));
        bars.setLevel(level);
        QTEST(bars.barsLit(), "lit");
    }
    void noticesAreShownOneByOneAndBounded()
    {
        NoticeBar bar;
        QVERIFY(bar.isHidden());
        bar.addNotice(QStringLiteral("a"), QStringLiteral("First."));
        bar.addNotice(QStringLiteral("b"), QStringLiteral("Second."));
        bar.addNotice(QStringLiteral("b"), QStringLiteral("Second, again."));
        QCOMPARE(bar.sentence(), QStringLiteral("Second, again."));
        bar.dismiss();
        QCOMPARE(bar.sentence(), QStringLiteral("First."));
        bar.dismiss();
        QVERIFY(bar.isHidden());
        for (int i = 0; i < 1000; ++i)
            bar.addNotice(QString::number(i), QStringLiteral("Flapping."));
        int waiting = 0;
        for (; !bar.isHidden(); ++waiting)
            bar.dismiss();
        QVERIFY(waiting <= 8);
    }
    void aQuietNoticeWaitsBehindTrouble()
    {
        NoticeBar bar;
        const auto tone = [&bar] { return bar.findChild<TextLabel *>()->tone(); };
        bar.addNotice(QStringLiteral("q"), QStringLiteral("Good to know."), NoticeBar::Weight::Quiet);
        QVERIFY(tone() == Tone::Second);
        bar.addNotice(QStringLiteral("a"), QStringLiteral("Trouble."));
        QVERIFY(tone() == Tone::Attention);
        bar.addNotice(QStringLiteral("q"), QStringLiteral("Good to know, again."), NoticeBar::Weight::Quiet);
        QCOMPARE(bar.sentence(), QStringLiteral("Trouble."));
        bar.dismiss();
        QCOMPARE(bar.sentence(), QStringLiteral("Good to know, again."));
        QVERIFY(tone() == Tone::Second);
        bar.dismiss();
        QVERIFY(bar.isHidden());
    }
    void aQuestionIsAnsweredOnce()
    {
        NoticeBar bar;
        QSignalSpy accepted(&bar, &NoticeBar::accepted);
        bar.ask(QStringLiteral("quit"), QStringLiteral("Quitting hangs up."), QStringLiteral("Quit"));
        bar.findChild<QPushButton *>()->click();
        QCOMPARE(accepted.size(), 1);
        QVERIFY(bar.isHidden());
    }
    void iconButtonsWorkByKeyAndAreLargeEnough()
    {
        for (const auto shape :
            {IconButton::Shape::Flat, IconButton::Shape::Round, IconButton::Shape::Pill}) {
            IconButton button(Icon::Phone, QStringLiteral("Answer"), shape);
            button.setCaption(QStringLiteral("Answer"));
            button.setSide(1);
            QVERIFY(button.sizeHint().height() >= metrics::minTarget);
            QVERIFY(button.sizeHint().width() >= metrics::minTarget);
            QCOMPARE(button.accessibleName(), QStringLiteral("Answer"));
            QSignalSpy clicked(&button, &IconButton::clicked);
            button.show();
            QTest::keyClick(&button, Qt::Key_Return);
            QTest::keyClick(&button, Qt::Key_Space);
            QCOMPARE(clicked.size(), 2);
        }
    }
    void flowLayoutBreaksLines()
    {
        QWidget widget;
        auto *flow = new FlowLayout(8, &widget);
        for (int i = 0; i < 3; ++i) {
            auto *item = new QWidget;
            item->setFixedSize(100, 32);
            flow->addWidget(item);
        }
        QCOMPARE(flow->heightForWidth(316), 32);
        QCOMPARE(flow->heightForWidth(315), 32 + 8 + 32);
        QCOMPARE(flow->heightForWidth(100), 3 * 32 + 2 * 8);
    }
};

QTEST_MAIN(tst_Widgets)
#include "tst_Widgets.moc"
