#include "Icons.h"
#include "Theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace carillon;
using Kind = Theme::Kind;

class tst_Theme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("light") << Kind::Light;
        QTest::newRow("dark") << Kind::Dark;
        QTest::newRow("high contrast, light") << Kind::HighContrastLight;
        QTest::newRow("high contrast, dark") << Kind::HighContrastDark;
    }
    void textIsReadable()
    {
        QFETCH(Kind, kind);
        const ThemeColors &c = Theme::colors(kind);
        const bool high = kind == Kind::HighContrastLight || kind == Kind::HighContrastDark;
        const double least = high ? 7.0 : 4.5;
        for (const QColor &under : {c.window, c.card}) {
            for (const Tone tone :
                {Tone::Text, Tone::Second, Tone::Accent, Tone::Good, Tone::Danger, Tone::Attention})
                QVERIFY2(Theme::contrast(Theme::toneColor(c, tone), under) >= least,
                    qPrintable(QString::number(int(tone))));
        }
        for (const QColor &under : {c.hover, c.pressed}) {
            QVERIFY(Theme::contrast(c.text, under) >= 4.5);
            QVERIFY(Theme::contrast(c.secondText, under) >= 4.5);
        }
        QVERIFY(Theme::contrast(c.onAccent, c.accent) >= least);
        QVERIFY(Theme::contrast(c.onGood, c.good) >= least);
        QVERIFY(Theme::contrast(c.onDanger, c.danger) >= least);
        QVERIFY(Theme::contrast(c.window, c.text) >= least);                      // a checked button
        QVERIFY(Theme::contrast(c.text, blended(c.card, c.accent, 0.18)) >= 4.5); // initials
    }
    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(Theme::contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(Theme::contrast(QColor(0x767676), Qt::white) * 100), 454);
    }
    void aPaletteFindsItsColours()
    {
        for (const Kind kind : {Kind::Light, Kind::Dark, Kind::HighContrastLight, Kind::HighContrastDark}) {
            QCOMPARE(Theme::kindOf(Theme::palette(kind)), kind);
            QCOMPARE(Theme::colors(Theme::palette(kind)).accent, Theme::colors(kind).accent);
        }
    }
    void theChoiceStandsAboveTheSystemButKeepsItsContrast_data()
    {
        QTest::addColumn<Theme::Choice>("choice");
        QTest::addColumn<Kind>("system");
        QTest::addColumn<Kind>("resolved");
        QTest::newRow("as the system") << Theme::Choice::System << Kind::Dark << Kind::Dark;
        QTest::newRow("dark in a light system") << Theme::Choice::Dark << Kind::Light << Kind::Dark;
        QTest::newRow("light in a dark system") << Theme::Choice::Light << Kind::Dark << Kind::Light;
        QTest::newRow("dark in high contrast")
            << Theme::Choice::Dark << Kind::HighContrastLight << Kind::HighContrastDark;
        QTest::newRow("light in high contrast")
            << Theme::Choice::Light << Kind::HighContrastDark << Kind::HighContrastLight;
    }
    void theChoiceStandsAboveTheSystemButKeepsItsContrast()
    {
        QFETCH(Theme::Choice, choice);
        QFETCH(Kind, system);
        QTEST(Theme::resolve(choice, system), "resolved");
    }
    void theDesktopsWishStandsAboveThePalette_data()
    {
        using Scheme = Theme::Wish::Scheme;
        QTest::addColumn<Kind>("system");
        QTest::addColumn<Theme::Wish::Scheme>("scheme");
        QTest::addColumn<bool>("contrast");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("none") << Kind::Dark << Scheme::Unknown << false << Kind::Dark;
        QTest::newRow("dark, told by no palette") << Kind::Light << Scheme::Dark << false << Kind::Dark;
        QTest::newRow("light") << Kind::Dark << Scheme::Light << false << Kind::Light;
        QTest::newRow("contrast") << Kind::Dark << Scheme::Unknown << true << Kind::HighContrastDark;
        QTest::newRow("dark, with contrast") << Kind::Light << Scheme::Dark << true << Kind::HighContrastDark;
        QTest::newRow("no contrast, but the palette has it")
            << Kind::HighContrastLight << Scheme::Dark << false << Kind::HighContrastDark;
    }
    void theDesktopsWishStandsAboveThePalette()
    {
        QFETCH(Kind, system);
        QFETCH(Theme::Wish::Scheme, scheme);
        QFETCH(bool, contrast);
        QTEST(Theme::asWished(system, {scheme, contrast}), "kind");
    }
    void followsTheDesktopsWishLive()
    {
        Theme theme(*qApp);
        QSignalSpy changed(&theme, &Theme::kindChanged);
        QWidget window;
        window.show();
        QCOMPARE(theme.kind(), Kind::Light);
        theme.setWish({Theme::Wish::Scheme::Dark, false});
        QCOMPARE(theme.kind(), Kind::Dark);
        QCOMPARE(window.palette().color(QPalette::Window), Theme::colors(Kind::Dark).window);
        theme.setWish({Theme::Wish::Scheme::Dark, true});
        QCOMPARE(theme.kind(), Kind::HighContrastDark);
        theme.setChoice(Theme::Choice::Light); // the person's own word
        QCOMPARE(theme.kind(), Kind::HighContrastLight);
        theme.setChoice(Theme::Choice::System);
        theme.setWish({});
        QCOMPARE(theme.kind(), Kind::Light);
        QCOMPARE(changed.size(), 5);
    }
    void theStyleSheetIsMirrored()
    {
        const QString left = Theme::styleSheet(Kind::Light);
        const QString right = Theme::styleSheet(Kind::Light, Qt::RightToLeft);
        QVERIFY(left.contains(QLatin1String("padding: 0 6px 0 0")));
        QVERIFY(right.contains(QLatin1String("padding: 0 0 0 6px")));
        QVERIFY(right.contains(QLatin1String("padding-right: 8px")));
        QVERIFY(!right.contains(QLatin1Char('@')));
    }
    void followsTheSystemLive()
    {
        Theme theme(*qApp);
        QSignalSpy changed(&theme, &Theme::kindChanged);
        QWidget window;
        window.show();
        QWidget hidden;
        hidden.show();
        hidden.hide();
        QWidget neverSeen;
        QCOMPARE(theme.kind(), Kind::Light);
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(0x202020));
        dark.setColor(QPalette::WindowText, QColor(0xe0e0e0));
        QApplication::setPalette(dark); // as the platform does when the user changes it
        QCOMPARE(theme.kind(), Kind::Dark);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(window.palette().color(QPalette::Window), Theme::colors(Kind::Dark).window);
        for (QWidget *later : {&hidden, &neverSeen}) {
            later->show();
            QCOMPARE(later->palette().color(QPalette::Window), Theme::colors(Kind::Dark).window);
        }
        theme.setChoice(Theme::Choice::Light);
        QCOMPARE(theme.kind(), Kind::Light);
        QCOMPARE(window.palette().color(QPalette::Window), Theme::colors(Kind::Light).window);
    }
    void iconsTakeTheirColourWhenPainted()
    {
        for (const QColor &color : {QColor(Qt::red), QColor(Qt::blue)}) {
            QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintIcon(painter, image.rect(), Icon::Add, color);
            painter.end();
            QCOMPARE(image.pixelColor(10, 10), color);
        }
    }
    void everyIconHasAPicture()
    {
        for (int icon = 0; icon <= int(Icon::Working); ++icon) {
            QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintIcon(painter, image.rect(), Icon(icon), Qt::black);
            painter.end();
            QImage empty(image.size(), image.format());
            empty.fill(Qt::transparent);
            QVERIFY2(image != empty, qPrintable(QString::number(icon)));
        }
    }
    void theBadgeIsSeen()
    {
        const auto image = [](Tile tile, int badge) { return tileIcon(tile, badge).pixmap(22).toImage(); };
        for (const Tile tile : {Tile::Application, Tile::TrayQuiet})
            QVERIFY(image(tile, 0) != image(tile, 3));
        QVERIFY(image(Tile::Application, 3) != image(Tile::Application, 4));
        QCOMPARE(image(Tile::Application, 10), image(Tile::Application, 99)); // "9+"
    }
    void theTilesDifferAlsoWithoutColour()
    {
        QList<QImage> seen;
        for (int i = 0; i <= int(Tile::TrayMuted); ++i) {
            const QImage image
                = tileIcon(Tile(i)).pixmap(22).toImage().convertToFormat(QImage::Format_Grayscale8);
            for (const QImage &other : std::as_const(seen))
                QVERIFY(image != other);
            seen.append(image);
        }
    }
    void theStyleSheetHasNoHoleLeft()
    {
        for (const Kind kind : {Kind::Light, Kind::Dark, Kind::HighContrastLight, Kind::HighContrastDark})
            QVERIFY(!Theme::styleSheet(kind).contains(QLatin1Char('@')));
    }
};

QTEST_MAIN(tst_Theme)
#include "tst_Theme.moc"
