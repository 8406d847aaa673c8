#include "BusValues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace carillon;

class tst_BusValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsJson();
    void givesTypesThatDBusKnows();
    void makesWords();
    void refusesWhatIsNoWord();
    void namesErrors();
};

void tst_BusValues::readsJson()
{
    const QVariantMap map = BusValues::fromJson(QJsonDocument::fromJson(
        R"({"a":"x","b":true,"n":3,"f":1.5,"null":null,"l":["p","q"],"m":[1,null,{"k":2}],"o":{"i":7,"z":null}})")
                                                    .object());
    QVERIFY(!map.contains(QStringLiteral("null"))); // D-Bus has no such thing
    QCOMPARE(map.value(QStringLiteral("a")).toString(), QStringLiteral("x"));
    QCOMPARE(map.value(QStringLiteral("l")).toStringList(),
        (QStringList{QStringLiteral("p"), QStringLiteral("q")}));
    QCOMPARE(map.value(QStringLiteral("m")).toList().size(), 2);
    QCOMPARE(map.value(QStringLiteral("o")).toMap().size(), 1);
}

void tst_BusValues::givesTypesThatDBusKnows()
{
    const auto type
        = [](const QJsonValue &value) { return QMetaType::Type(BusValues::fromJson(value).typeId()); };
    QCOMPARE(type(3), QMetaType::LongLong);
    QCOMPARE(type(1e300), QMetaType::Double);
    QCOMPARE(type(1.5), QMetaType::Double);
    QCOMPARE(type(true), QMetaType::Bool);
    QCOMPARE(type(QJsonArray{}), QMetaType::QStringList);
    QCOMPARE(type(QJsonArray{1, 2}), QMetaType::QVariantList);
    QCOMPARE(type(QJsonValue::Null), QMetaType::QString); // alone: an empty text
}

void tst_BusValues::makesWords()
{
    const auto words = BusValues::toWords(
        {{QStringLiteral("account"), QStringLiteral("a1")}, {QStringLiteral("anonymous"), true},
            {QStringLiteral("header"), QStringList{QStringLiteral("A: --b"), QStringLiteral("C: d")}},
            {QStringLiteral("limit"), 5u}, {QStringLiteral("video"), false}});
    QVERIFY(words);
    QCOMPARE(*words,
        (QStringList{QStringLiteral("--account=a1"), QStringLiteral("--anonymous"),
            QStringLiteral("--header=A: --b"), QStringLiteral("--header=C: d"),
            QStringLiteral("--limit=5")}));
}

void tst_BusValues::refusesWhatIsNoWord()
{
    const auto refused = BusValues::toWords({{QStringLiteral("account"), QVariantList{1}}});
    QVERIFY(!refused);
    QCOMPARE(refused.error(), QStringLiteral("account"));
    QVERIFY(!BusValues::toWords({{QStringLiteral("x"), QVariant()}}));
    QVERIFY(!BusValues::toWords({{QStringLiteral("x"), QVariantMap()}}));
}

void tst_BusValues::namesErrors()
{
    QCOMPARE(BusValues::errorName(QStringLiteral("unknown-call")),
        QStringLiteral("org.carillon.Error.UnknownCall"));
    QCOMPARE(BusValues::errorName(QStringLiteral("usage")), QStringLiteral("org.carillon.Error.Usage"));
    QCOMPARE(BusValues::errorName(QString()), QStringLiteral("org.carillon.Error.Failed"));
    QCOMPARE(BusValues::errorName(QStringLiteral("a.b c")), QStringLiteral("org.carillon.Error.Abc"));
}

QTEST_GUILESS_MAIN(tst_BusValues)
#include "tst_BusValues.moc"
