#include "QualityWords.h"

#include <QTest>
#include <limits>

using namespace carillon;
using Grade = CallState::Quality;

class tst_QualityWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void grades_data()
    {
        QTest::addColumn<double>("mos");
        QTest::addColumn<Grade>("grade");
        QTest::newRow("not known") << 0.0 << Grade::Unknown;
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << Grade::Unknown;
        QTest::newRow("worst") << 1.0 << Grade::Poor;
        QTest::newRow("just not fair") << 3.09 << Grade::Poor;
        QTest::newRow("fair") << 3.1 << Grade::Fair;
        QTest::newRow("just not good") << 3.89 << Grade::Fair;
        QTest::newRow("good") << 3.9 << Grade::Good;
    }
    void grades()
    {
        QFETCH(double, mos);
        QTEST(QualityWords::gradeOf(mos), "grade");
    }
    void bothEnds_data()
    {
        QTest::addColumn<double>("heard");
        QTest::addColumn<double>("remote");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("neither") << 0.0 << 0.0 << QString();
        QTest::newRow("well and with gaps")
            << 4.3 << 3.3 << QStringLiteral("You hear them well; they hear you with gaps.");
        QTest::newRow("badly and well")
            << 2.0 << 4.3 << QStringLiteral("You hear them badly; they hear you well.");
        QTest::newRow("only here") << 3.5 << 0.0
                                   << QStringLiteral(
                                          "You hear them with gaps; how they hear you is not known.");
        QTest::newRow("only there") << 0.0 << 1.5 << QStringLiteral("They hear you badly.");
    }
    void bothEnds()
    {
        QFETCH(double, heard);
        QFETCH(double, remote);
        QTEST(QualityWords::bothEnds(heard, remote), "sentence");
    }
    void aPastCall()
    {
        QCOMPARE(QualityWords::ofThePast(0, 0), QString());
        QCOMPARE(QualityWords::ofThePast(4.2, 4.0), QStringLiteral("The sound was good."));
        QCOMPARE(QualityWords::ofThePast(4.2, 2.5), QStringLiteral("The sound was good, at its worst poor."));
    }
};

QTEST_MAIN(tst_QualityWords)
#include "tst_QualityWords.moc"
