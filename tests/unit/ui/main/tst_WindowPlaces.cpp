#include "WindowPlaces.h"

#include "FakeClock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace carillon;
using namespace std::chrono_literals;

class tst_WindowPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlaceIsOnAScreenThatExists_data()
    {
        QTest::addColumn<QRect>("was");
        QTest::addColumn<QString>("screen");
        QTest::addColumn<QRect>("becomes"); // without a corner: at -1, -1
        const QString left = QStringLiteral("left");
        QTest::newRow("as it was") << QRect(100, 50, 360, 620) << left << QRect(100, 50, 360, 620);
        QTest::newRow("on the second")
            << QRect(1400, 50, 360, 620) << QStringLiteral("right") << QRect(1400, 50, 360, 620);
        QTest::newRow("screen gone") << QRect(-1900, 50, 360, 620) << QStringLiteral("beamer")
                                     << QRect(-1, -1, 360, 620);
        QTest::newRow("screen smaller now")
            << QRect(1200, 800, 360, 620) << left << QRect(920, 404, 360, 620);
        QTest::newRow("larger than it") << QRect(10, 40, 3000, 3000) << left << QRect(0, 24, 1280, 1000);
        QTest::newRow("under the panel") << QRect(10, 0, 360, 620) << left << QRect(10, 24, 360, 620);
        QTest::newRow("far away") << QRect(-50000, 90000, 360, 620) << left << QRect(0, 404, 360, 620);
        QTest::newRow("nonsense") << QRect(0, 0, 1, 2000000000) << QStringLiteral("beamer")
                                  << QRect(-1, -1, 160, 1000);
    }
    void aPlaceIsOnAScreenThatExists()
    {
        QFETCH(QRect, was);
        QFETCH(QString, screen);
        const QList<ScreenRoom> rooms{{QStringLiteral("left"), QRect(0, 24, 1280, 1000)},
            {QStringLiteral("right"), QRect(1280, 0, 1920, 1080)}};
        const RestoredPlace restored = restoredPlace({was, screen}, rooms);
        QTEST(QRect(restored.corner.value_or(QPoint(-1, -1)), restored.size), "becomes");
    }
    void whatIsKeptComesBack()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("windows.ini"));
        FakeClock clock;
        {
            WindowPlaces places(file, clock);
            QWidget window;
            places.keep(window, QStringLiteral("main"));
            window.show();
            window.move(130, 70);
            window.resize(400, 500);
            QVERIFY(!QFile::exists(file)); // not for each step of a drag
            clock.advance(WindowPlaces::writeAfter);
            QVERIFY(QFile::exists(file));
            window.move(140, 80);
        } // and the last step at the end
        WindowPlaces places(file, clock);
        QWidget window;
        places.keep(window, QStringLiteral("main"));
        QCOMPARE(window.pos(), QPoint(140, 80));
        QCOMPARE(window.size(), QSize(400, 500));
        QWidget other;
        const QSize usual = other.size();
        places.keep(other, QStringLiteral("call"));
        QCOMPARE(other.size(), usual);
    }
    void minimisedIsNoPlace()
    {
        const QTemporaryDir directory;
        FakeClock clock;
        WindowPlaces places(directory.filePath(QStringLiteral("windows.ini")), clock);
        QWidget window;
        places.keep(window, QStringLiteral("main"));
        window.show();
        window.setGeometry(130, 70, 400, 500);
        window.showMinimized();
        window.move(0, 0);
        QWidget again;
        places.keep(again, QStringLiteral("main"));
        QCOMPARE(again.size(), QSize(400, 500));
    }
    void maximisedComesBackMaximised()
    {
        const QTemporaryDir directory;
        FakeClock clock;
        WindowPlaces places(directory.filePath(QStringLiteral("windows.ini")), clock);
        QWidget window;
        places.keep(window, QStringLiteral("main"));
        window.show();
        window.setGeometry(130, 70, 400, 500);
        window.showMaximized();
        QWidget again;
        places.keep(again, QStringLiteral("main"));
        QVERIFY(again.isMaximized());
    }
    void oneBesideTheOther()
    {
        const QTemporaryDir directory;
        FakeClock clock;
        WindowPlaces places(directory.filePath(QStringLiteral("windows.ini")), clock);
        QWidget first;
        places.keep(first, QStringLiteral("call"));
        first.show();
        first.setGeometry(130, 70, 400, 300);
        QWidget second;
        places.keep(second, QStringLiteral("call"));
        QVERIFY(second.pos() != first.pos());
        second.show();
        QWidget third;
        places.keep(third, QStringLiteral("call"));
        QVERIFY(third.pos() != first.pos() && third.pos() != second.pos());
    }
    void wherePositionsAreTheDesktopsOnlyTheSizeIsNews()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("windows.ini"));
        FakeClock clock;
        QPoint stood;
        {
            WindowPlaces places(file, clock, WindowPlaces::Positions::Known);
            QWidget window;
            places.keep(window, QStringLiteral("main"));
            window.show();
            window.setGeometry(130, 70, 400, 500);
            stood = window.pos();
        }
        {
            WindowPlaces places(file, clock, WindowPlaces::Positions::Desktops);
            QWidget window;
            window.move(1, 2);
            places.keep(window, QStringLiteral("main"));
            QCOMPARE(window.pos(), QPoint(1, 2));
            QCOMPARE(window.size(), QSize(400, 500));
            window.show();
            window.setGeometry(3, 4, 360, 520);
        }
        WindowPlaces places(file, clock, WindowPlaces::Positions::Known);
        QWidget window;
        places.keep(window, QStringLiteral("main"));
        QCOMPARE(window.pos(), stood);
        QCOMPARE(window.size(), QSize(360, 520));
    }
    void aPlaceThatWasNeverKnownIsNone()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("windows.ini"));
        FakeClock clock;
        {
            WindowPlaces places(file, clock, WindowPlaces::Positions::Desktops);
            QWidget window;
            places.keep(window, QStringLiteral("main"));
            window.show();
            window.setGeometry(0, 0, 360, 520);
        }
        WindowPlaces places(file, clock, WindowPlaces::Positions::Known);
        QWidget window;
        window.move(55, 66);
        places.keep(window, QStringLiteral("main"));
        QCOMPARE(window.pos(), QPoint(55, 66));
        QCOMPARE(window.size(), QSize(360, 520));
    }
    void aDamagedFileIsIgnored()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("windows.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[main]\nplace=@Rect(9999999999 x)\nscreen=\x01\nmaximized=perhaps\n[[[\n");
        file.close();
        FakeClock clock;
        WindowPlaces places(path, clock);
        QWidget window;
        const QSize usual = window.size();
        places.keep(window, QStringLiteral("main"));
        QCOMPARE(window.size(), usual);
    }
};

QTEST_MAIN(tst_WindowPlaces)
#include "tst_WindowPlaces.moc"
