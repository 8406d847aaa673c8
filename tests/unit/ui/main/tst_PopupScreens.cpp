// Where popups stand with two screens, which the offscreen platform takes from a file.

#include "Office.h"

#include "PopupStack.h"

#include <QCursor>
#include <QTemporaryDir>

using namespace carillon;
using namespace carillon::office;

class tst_PopupScreens : public QObject
{
    Q_OBJECT
private:
    static QRect room(const char *name)
    {
        for (const QScreen *screen : QGuiApplication::screens()) {
            if (screen->name() == QLatin1String(name))
                return screen->availableGeometry();
        }
        return {};
    }
    static IncomingPopup *popupOf(const char *name)
    {
        for (IncomingPopup *popup : shown<IncomingPopup>()) {
            if (popup->shown().name == QLatin1String(name))
                return popup;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(QGuiApplication::screens().size(), 2);
        QCOMPARE(room("left"), QRect(0, 0, 1280, 1000));
        QCOMPARE(room("right"), QRect(1280, 100, 1024, 700));
    }
    void onTheScreenWithThePointer_data()
    {
        QTest::addColumn<QPoint>("pointer");
        QTest::addColumn<QRect>("where");
        QTest::newRow("left") << QPoint(600, 500) << room("left");
        QTest::newRow("right") << QPoint(1700, 500) << room("right");
        QTest::newRow("the first of the right") << QPoint(1280, 100) << room("right");
        QTest::newRow("on none: the first") << QPoint(1700, 20) << room("left");
    }
    void onTheScreenWithThePointer()
    {
        QFETCH(QPoint, pointer);
        QFETCH(QRect, where);
        QCursor::setPos(pointer);
        QCOMPARE(QCursor::pos(), pointer);
        Office office;
        office.bobCalls();
        const IncomingPopup *popup = popupOf("bob");
        QVERIFY(popup);
        QVERIFY(where.contains(popup->geometry()));
    }
    void oneThatStandsKeepsItsScreen()
    {
        QCursor::setPos(1700, 500);
        Office office;
        office.bobCalls();
        QCursor::setPos(600, 500);
        (void)office.carol->dial(office.anna.uri());
        office.world.run(500ms);
        QVERIFY(room("right").contains(popupOf("bob")->geometry()));
        QVERIFY(room("left").contains(popupOf("carol")->geometry()));
    }
    void allComeAlongWhenSomebodyComesBack()
    {
        QCursor::setPos(1700, 500);
        IncomingPopup popup;
        PopupStack stack;
        stack.setPopups({&popup});
        QVERIFY(room("right").contains(popup.geometry()));
        QCursor::setPos(600, 500);
        stack.showAgain();
        QVERIFY(popup.isVisible() && room("left").contains(popup.geometry()));
    }
};

int main(int argc, char **argv)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("screens.json")));
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write(R"({"windowFrameMargins": false, "screens": [
        {"name": "left", "x": 0, "y": 0, "width": 1280, "height": 1000},
        {"name": "right", "x": 1280, "y": 100, "width": 1024, "height": 700}]})");
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toUtf8());
    QApplication application(argc, argv);
    tst_PopupScreens test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_PopupScreens.moc"
