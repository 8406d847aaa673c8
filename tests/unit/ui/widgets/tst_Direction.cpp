// What is painted by hand, where the layout runs from the right: mirrored, but for numbers and what plays.

#include "AvatarLabel.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "LevelBars.h"
#include "PlainText.h"
#include "QualityDot.h"
#include "RowList.h"
#include "TextLabel.h"
#include "TwoLineDelegate.h"

#include <QApplication>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace carillon;

namespace {

const auto arabicName = QStringLiteral("محمد الأحمد");

QImage painted(QWidget &widget, Qt::LayoutDirection direction)
{
    widget.setLayoutDirection(direction);
    widget.ensurePolished();
    QImage image(widget.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    return image;
}

/// But for the rounding of edges.
bool areAlike(const QImage &one, const QImage &other)
{
    if (one.size() != other.size())
        return false;
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            different += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) > 96;
    }
    return different * 50 <= one.width() * one.height();
}

/// Where something dark is; from the left edge on.
QRect inkOf(const QImage &image)
{
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qGray(image.pixel(x, y)) < 128)
                ink = ink.united(QRect(x, y, 1, 1));
        }
    }
    return ink;
}

/// The application runs from the right for as long as it lives.
class FromTheRight
{
public:
    FromTheRight() { QGuiApplication::setLayoutDirection(Qt::RightToLeft); }
    ~FromTheRight() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }
    Q_DISABLE_COPY_MOVE(FromTheRight)
};

} // namespace

class tst_Direction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesRunAsTheirLettersDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Qt::LayoutDirection>("layout");
        QTest::addColumn<Qt::LayoutDirection>("line");
        const auto left = Qt::LeftToRight;
        const auto right = Qt::RightToLeft;
        QTest::newRow("a sentence that begins with a strange name")
            << QStringLiteral("Anna Weber يتصل") << right << right;
        QTest::newRow("a strange name alone") << QStringLiteral("Anna Weber (2)") << right << left;
        QTest::newRow("a number") << QStringLiteral("+49 30 1234567") << right << left;
        QTest::newRow("an address") << QStringLiteral("1001@example.org") << right << left;
        QTest::newRow("an Arabic name in an English window")
            << arabicName + QStringLiteral(" 2") << left << right;
        QTest::newRow("an Arabic name in an English sentence")
            << arabicName + QStringLiteral(" is calling") << left << left;
        QTest::newRow("a number in an English window") << QStringLiteral("+49 30 1234567") << left << left;
        QTest::newRow("nothing") << QString() << right << left;
    }
    void linesRunAsTheirLettersDo()
    {
        QFETCH(QString, text);
        QFETCH(Qt::LayoutDirection, layout);
        QTEST(lineDirection(text, layout), "line");
    }
    void namesAreIsolatedWhereTheyCouldMix()
    {
        const auto isolate = [](const QString &text) { return QChar(0x2068) + text + QChar(0x2069); };
        const auto number = QStringLiteral("+49 30 1234567");
        QCOMPARE(isolated(number), number);
        QCOMPARE(isolated(arabicName), isolate(arabicName));
        QCOMPARE(isolated({}), QString());
        const FromTheRight application;
        QCOMPARE(isolated(number), isolate(number));
        QCOMPARE(isolated({}), QString());
    }
    void arrowsAreMirrored_data()
    {
        QTest::addColumn<Icon>("icon");
        QTest::addColumn<bool>("isMirrored");
        QTest::newRow("back") << Icon::Back << true;
        QTest::newRow("hand over") << Icon::HandOver << true;
        QTest::newRow("incoming") << Icon::Incoming << true;
        QTest::newRow("outgoing") << Icon::Outgoing << true;
        QTest::newRow("missed") << Icon::Missed << true;
        QTest::newRow("undo") << Icon::Undo << true;
        QTest::newRow("what plays") << Icon::Resume << false;
        QTest::newRow("a loudspeaker") << Icon::Loudspeaker << false;
        QTest::newRow("a lens") << Icon::Search << false;
    }
    void arrowsAreMirrored()
    {
        QFETCH(Icon, icon);
        QFETCH(bool, isMirrored);
        IconButton button(icon, QStringLiteral("Do it"), IconButton::Shape::Flat);
        button.resize(button.sizeHint());
        const QImage left = painted(button, Qt::LeftToRight);
        const QImage right = painted(button, Qt::RightToLeft);
        QCOMPARE(right == left, !isMirrored);
        if (isMirrored)
            QVERIFY(areAlike(right, left.mirrored(true, false)));
    }
    void aPillHasItsPictureAtTheBeginning()
    {
        IconButton button(Icon::Add, QStringLiteral("Answer"), IconButton::Shape::Pill);
        button.setCaption(QStringLiteral("WWW"));
        button.resize(200, button.sizeHint().height());
        const QImage left = painted(button, Qt::LeftToRight);
        const QImage right = painted(button, Qt::RightToLeft);
        QVERIFY(left != right);
        QVERIFY(areAlike(right, left.mirrored(true, false))); // W is its own mirror, nearly
    }
    void aLineBeginsAtItsEdge_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a name") << QStringLiteral("Anna Weber");
        QTest::newRow("a number") << QStringLiteral("+49 30 1234567");
        QTest::newRow("an address") << QStringLiteral("1001@example.org");
    }
    void aLineBeginsAtItsEdge()
    {
        QFETCH(QString, text);
        const FromTheRight application;
        ElidedLabel label;
        label.setText(text);
        label.resize(300, label.sizeHint().height());
        const QImage left = painted(label, Qt::LeftToRight);
        const QImage right = painted(label, Qt::RightToLeft);
        QVERIFY(inkOf(left).left() < 8);
        QVERIFY(inkOf(right).right() > 291);
        // The signs stand in the same order, whichever way the window is laid out.
        label.setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        QCOMPARE(right, painted(label, Qt::LeftToRight));
    }
    void aSentenceIsWrappedFromItsEdge()
    {
        const FromTheRight application;
        TextLabel label(QStringLiteral("403 Forbidden"));
        label.resize(300, label.heightForWidth(300));
        const QImage right = painted(label, Qt::RightToLeft);
        QVERIFY(inkOf(right).right() > 291);
        label.setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        QCOMPARE(right, painted(label, Qt::LeftToRight));
    }
    void aRowHasItsPictureAtTheBeginning()
    {
        QStandardItemModel model;
        auto *item = new QStandardItem;
        ListRow row;
        row.icon = Icon::Outgoing;
        row.title = QStringLiteral("Anna Weber");
        row.subtitle = QStringLiteral("1002");
        row.trailing = QStringLiteral("10:42");
        item->setData(QVariant::fromValue(row), TwoLineDelegate::RowRole);
        model.appendRow(item);
        RowList list(QStringLiteral("Calls"));
        list.setModel(&model);
        list.resize(300, 80);
        const QImage left = painted(list, Qt::LeftToRight);
        const QImage right = painted(list, Qt::RightToLeft);
        const int picture = 36;
        const int height = list.sizeHintForRow(0);
        QVERIFY(!inkOf(left.copy(0, 0, picture, height)).isEmpty());
        QVERIFY(areAlike(right.copy(300 - picture, 0, picture, height),
            left.copy(0, 0, picture, height).mirrored(true, false)));
    }
    void levelsGrowFromTheBeginning()
    {
        LevelBars bars(QStringLiteral("How loud"));
        bars.setLevel(0.05F);
        bars.resize(bars.sizeHint());
        const QImage left = painted(bars, Qt::LeftToRight);
        QVERIFY(areAlike(painted(bars, Qt::RightToLeft), left.mirrored(true, false)));
        QVERIFY(!areAlike(left, left.mirrored(true, false)));
    }
    void aDotStandsBeforeItsWord()
    {
        QualityDot dot;
        dot.setLevel(QualityDot::Level::Good, QStringLiteral("WW"), QStringLiteral("It is good."));
        dot.resize(dot.sizeHint() + QSize(60, 0));
        const QImage left = painted(dot, Qt::LeftToRight);
        QVERIFY(areAlike(painted(dot, Qt::RightToLeft), left.mirrored(true, false)));
    }
    void arabicInitialsDoNotJoin()
    {
        QCOMPARE(AvatarLabel::initialsOf(QStringLiteral("محمد سعيد")), QStringLiteral("م\u200Cس"));
        QCOMPARE(AvatarLabel::initialsOf(QStringLiteral("Anna Weber")), QStringLiteral("AW"));
        QCOMPARE(AvatarLabel::initialsOf(QStringLiteral("محمد")), QStringLiteral("م"));
    }
};

QTEST_MAIN(tst_Direction)
#include "tst_Direction.moc"
