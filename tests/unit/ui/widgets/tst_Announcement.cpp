// What announce() leaves to be spoken. That a reader hears of it is shown by tests/interop/test_access.py:
// without one Qt passes nothing on.

#include "Announcement.h"

#include "NoticeBar.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QTest>

using namespace carillon;

namespace {

/// The sentences of @p window that come to be shown as notifications, the newest last.
QStringList said(const QWidget &window)
{
    QStringList sentences;
    for (QObject *child : window.children()) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
        if (face && face->isValid() && face->role() == QAccessible::Notification && !face->state().invisible
            && face->parent() && face->parent()->object() == &window)
            sentences.append(face->text(QAccessible::Name));
    }
    return sentences;
}

} // namespace

class tst_Announcement : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSaid()
    {
        QWidget window;
        QLabel place(&window);
        window.show();
        announce(place, QStringLiteral("Anna is back with you."));
        QCOMPARE(said(window), QStringList{QStringLiteral("Anna is back with you.")});
        announce(place, QStringLiteral("Anna is back with you.")); // news again
        QCOMPARE(said(window).size(), 2);
        announce(place, {});
        QCOMPARE(said(window).size(), 2);
    }
    void isNotSaidOfWhatIsHidden()
    {
        QWidget window;
        QLabel place(&window);
        announce(place, QStringLiteral("Nobody sees this."));
        QVERIFY(said(window).isEmpty());
    }
    void aBurstKeepsItsLastWords()
    {
        QWidget window;
        window.show();
        for (int i = 0; i < 100; ++i)
            announce(window, QString::number(i));
        QCOMPARE(said(window),
            (QStringList{
                QStringLiteral("96"), QStringLiteral("97"), QStringLiteral("98"), QStringLiteral("99")}));
    }
    void isNothingToWalkOver()
    {
        QWidget window;
        QLabel place(QStringLiteral("Hello"), &window);
        window.show();
        const int children = QAccessible::queryAccessibleInterface(&window)->childCount();
        announce(place, QStringLiteral("Anna is calling"));
        QCOMPARE(QAccessible::queryAccessibleInterface(&window)->childCount(), children);
    }
    void noticesAreSaidOnce()
    {
        QWidget window;
        NoticeBar bar(&window);
        window.show();
        bar.addNotice(QStringLiteral("a"), QStringLiteral("The headset was unplugged."));
        bar.addNotice(QStringLiteral("b"), QStringLiteral("The disk is full."));
        bar.addNotice(QStringLiteral("b"), QStringLiteral("The disk is full."));
        QCOMPARE(said(window),
            (QStringList{QStringLiteral("The headset was unplugged."), QStringLiteral("The disk is full.")}));
        bar.dismiss();
        bar.dismiss();
        bar.addNotice(QStringLiteral("b"), QStringLiteral("The disk is full."));
        QCOMPARE(said(window).constLast(), QStringLiteral("The disk is full."));
    }
};

QTEST_MAIN(tst_Announcement)
#include "tst_Announcement.moc"
