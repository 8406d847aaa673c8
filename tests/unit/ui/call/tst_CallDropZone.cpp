#include "CallDropZone.h"

#include "CallDrag.h"
#include "DropVerbs.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>

using namespace carillon;

class tst_CallDropZone : public QObject
{
    Q_OBJECT
private:
    struct Host {
        QWidget host;
        QList<std::pair<QString, TransferRequest>> dropped;
        Host()
        {
            host.resize(200, 100);
            const TransferTarget bob{
                TransferTarget::Kind::Person, QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org")};
            auto *zone = new CallDropZone(
                host, [=](const QString &, const QPoint &at) -> std::optional<CallDropZone::Offer> {
                    if (at.y() >= 40)
                        return std::nullopt; // beside the row
                    return CallDropZone::Offer{
                        QRect(0, 0, 200, 40), presentChip(bob, QStringLiteral("Anna"), {})};
                });
            QObject::connect(zone, &CallDropZone::dropped, &host,
                [this](const QString &id, const TransferRequest &request) {
                    dropped.append({id, request});
                });
            host.show();
        }
        DropVerbs *verbs() { return host.findChild<DropVerbs *>(); }
        /// Without which the toolkit delivers nothing else.
        void enter(const QMimeData &data, const QPoint &at)
        {
            QDragEnterEvent event(at, Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&host, &event);
        }
        void move(const QMimeData &data, const QPoint &at)
        {
            enter(data, at);
            QDragMoveEvent event(at, Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&host, &event);
        }
        void drop(const QMimeData &data, const QPoint &at)
        {
            enter(data, at);
            QDropEvent event(at, Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&host, &event);
        }
    };
    const std::unique_ptr<QMimeData> m_call{CallDrag::mimeData(QStringLiteral("c1"))};

private Q_SLOTS:
    void theVerbsAreShownWhereTheyAct()
    {
        Host h;
        QVERIFY(h.verbs()->isHidden());
        h.move(*m_call, {20, 20});
        QVERIFY(h.verbs()->isVisible());
        QCOMPARE(h.verbs()->marked(), 0);
        h.move(*m_call, {150, 20});
        QCOMPARE(h.verbs()->marked(), 1);
        h.move(*m_call, {150, 60});
        QVERIFY(h.verbs()->isHidden());
    }
    void whereItIsDroppedDecidesTheVerb()
    {
        Host h;
        h.drop(*m_call, {20, 20});
        h.drop(*m_call, {150, 20});
        h.drop(*m_call, {150, 60});
        QCOMPARE(h.dropped.size(), 2);
        QCOMPARE(h.dropped.at(0).first, QStringLiteral("c1"));
        QCOMPARE(h.dropped.at(0).second.verb, TransferVerb::Send);
        QCOMPARE(h.dropped.at(1).second.verb, TransferVerb::Ask);
    }
    void whatIsNoCallOfOursIsLeft()
    {
        Host h;
        QMimeData text;
        text.setText(QStringLiteral("c1"));
        h.move(text, {20, 20});
        QVERIFY(h.verbs()->isHidden());
        QMimeData strange;
        strange.setData(QStringLiteral("application/x-carillon-call"), "1 c1"); // of another process
        h.drop(strange, {20, 20});
        strange.setData(QStringLiteral("application/x-carillon-call"), QByteArray(1 << 20, 'x'));
        h.drop(strange, {20, 20});
        QVERIFY(h.dropped.isEmpty());
    }
    void rightToLeftTheFirstVerbIsOnTheRight()
    {
        const QRect part(0, 0, 200, 40);
        QCOMPARE(DropVerbs::verbAt(part, 2, 20, Qt::RightToLeft), 1);
        QCOMPARE(DropVerbs::verbAt(part, 2, 180, Qt::RightToLeft), 0);
        QCOMPARE(DropVerbs::verbAt(part, 2, 5000, Qt::LeftToRight), 1);
        QCOMPARE(DropVerbs::verbAt({}, 2, 5, Qt::LeftToRight), 0);
    }
};

QTEST_MAIN(tst_CallDropZone)
#include "tst_CallDropZone.moc"
