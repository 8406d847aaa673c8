// The catalogues lie in the program, and what is translated is found again in the context in which it is
// asked for. That they are complete is checked by the test "translations".

#include "Language.h"

#include <QCoreApplication>
#include <QTest>

using namespace carillon;

class tst_Language : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void speaks_data();
    void speaks();
    void leavesUnknownSentencesInEnglish();
    void namesTheDaysInItsLanguageWhereTheSystemHasNoFormats();
};

void tst_Language::counts_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<int>("calls");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("German: one") << "de_DE" << 1 << "1 verpasster Anruf";
    QTest::newRow("German: many") << "de_DE" << 3 << "3 verpasste Anrufe";
    QTest::newRow("German of Austria") << "de_AT" << 2 << "2 verpasste Anrufe";
    QTest::newRow("Arabic: none") << "ar_EG" << 0 << QStringLiteral("0 مكالمة فائتة");
    QTest::newRow("Arabic: one") << "ar_EG" << 1 << QStringLiteral("مكالمة فائتة واحدة");
    QTest::newRow("Arabic: two") << "ar_EG" << 2 << QStringLiteral("مكالمتان فائتتان");
    QTest::newRow("Arabic: few") << "ar_EG" << 3 << QStringLiteral("3 مكالمات فائتة");
    QTest::newRow("Arabic: few, again") << "ar_EG" << 110 << QStringLiteral("110 مكالمات فائتة");
    QTest::newRow("Arabic: many") << "ar_EG" << 11 << QStringLiteral("11 مكالمة فائتة");
    QTest::newRow("Arabic of Morocco") << "ar_MA" << 2 << QStringLiteral("مكالمتان فائتتان");
    QTest::newRow("English: one") << "en_GB" << 1 << "1 missed call";
    QTest::newRow("English: many") << "en_GB" << 3 << "3 missed calls";
    QTest::newRow("without a catalogue: English, one") << "fr_FR" << 1 << "1 missed call";
    QTest::newRow("without a catalogue: English, many") << "fr_FR" << 3 << "3 missed calls";
    QTest::newRow("no language at all: English") << "C" << 1 << "1 missed call";
}

void tst_Language::counts()
{
    QFETCH(QString, locale);
    QFETCH(int, calls);
    const Language language{QLocale(locale)};
    QTEST(
        QCoreApplication::translate("carillon::HistoryDesk", "%n missed calls", nullptr, calls), "sentence");
}

void tst_Language::speaks_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QByteArray>("english");
    QTest::addColumn<QString>("sentence");
    const auto add = [](const char *locale, const char *context, const char *english, const char *sentence) {
        QTest::addRow("%s: %s", locale, context) << QString::fromLatin1(locale) << QByteArray(context)
                                                 << QByteArray(english) << QString::fromUtf8(sentence);
    };
    const auto row = [&add](const char *context, const char *english, const char *german) {
        add("de", context, english, german);
    };
    add("ar", "CallPresentation", "Hang up", "إنهاء");
    add("ar", "AccountPresentation", "ready", "جاهز");
    add("ar", "TrayPresentation", "not connected", "غير متصل");
    add("ar", "SoundPresentation", "not connected", "غير موصول"); // of a device
    row("CallPresentation", "Hang up", "Auflegen");
    row("AccountPresentation", "ready", "bereit");
    row("RecentModel", "missed", "verpasst");
    row("carillon", "%1 is busy.", "Bei %1 ist besetzt.");
    row("carillon::AudioSession", "The other side offers no sound.", "Die Gegenseite bietet keinen Ton an.");
    row("carillon::Device", "This computer has no microphone.", "Dieser Computer hat kein Mikrofon.");
    row("carillon::SoundForm", "G.722: wide band", "G.722: Breitband");
    row("carillon::ControlClient", "Carillon ended.", "Carillon wurde beendet.");
}

void tst_Language::speaks()
{
    QFETCH(QString, locale);
    QFETCH(QByteArray, context);
    QFETCH(QByteArray, english);
    const Language language{QLocale(locale)};
    QTEST(QCoreApplication::translate(context.constData(), english.constData()), "sentence");
}

void tst_Language::leavesUnknownSentencesInEnglish()
{
    const Language language{QLocale(QStringLiteral("de"))};
    QCOMPARE(
        QCoreApplication::translate("carillon", "Nobody wrote this."), QStringLiteral("Nobody wrote this."));
}

void tst_Language::namesTheDaysInItsLanguageWhereTheSystemHasNoFormats()
{
    const Language language;
    QCOMPARE(QLocale().dayName(1), QStringLiteral("Montag"));
    QCOMPARE(QLocale().toString(QTime(14, 37), QLocale::ShortFormat), QStringLiteral("14:37"));
    QLocale::setDefault(QLocale::system());
}

int main(int argc, char **argv)
{
    qputenv("LC_ALL", "C.UTF-8"); // before Qt asks for the system's locale
    qputenv("LANGUAGE", "de");
    const QCoreApplication application(argc, argv);
    tst_Language test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_Language.moc"
