#include "Profile.h"
#include "SettingsStore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

class tst_SettingsStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void ranges_data();
    void ranges();
    void defaultsAreAllowed();
    void survivesARestart();
    void tellsOnlyChanges();

private:
    SettingsStore &settings() { return m_profile->settings(); }
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Profile> m_profile;
};

void tst_SettingsStore::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_profile = std::move(*Profile::open(m_scratch->path()));
}

void tst_SettingsStore::cleanup()
{
    m_profile.reset();
}

void tst_SettingsStore::ranges_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *key, const char *value, bool allowed) {
        QTest::addRow("%s %s", key, value) << QString::fromUtf8(key) << QString::fromUtf8(value) << allowed;
    };
    row("autoAnswer", "off", true);
    row("autoAnswer", "on", true);
    row("autoAnswer", "0", true);
    row("autoAnswer", "120", true);
    row("autoAnswer", "121", false);
    row("autoAnswer", "-1", false);
    row("autoAnswer", "1.5", false);
    row("autoAnswer", "", false);
    row("acceptRefer", "ask", true);
    row("acceptRefer", "always", true);
    row("acceptRefer", "never", true);
    row("acceptRefer", "Always", false);
    row("dnd", "on", true);
    row("dnd", "yes", false);
    row("codecs", "pcma,opus", true);
    row("codecs", "opus,opus", false);
    row("codecs", "l16-48k,l16", true);
    row("opusBitrate", "8", true);
    row("opusBitrate", "510", true);
    row("opusBitrate", "7", false);
    row("opusBitrate", "511", false);
    row("opusBitrate", "fast", false);
    row("silenceSuppression", "on", true);
    row("silenceSuppression", "maybe", false);
    row("stereo", "on", true);
    row("stereo", "2", false);
    row("codecs", "opus,", false);
    row("codecs", "", false);
    row("codecs", "g729", false);
    row("defaultAccount", "a12", true);
    row("defaultAccount", "", true);
    row("defaultAccount", "12", false);
    row("audioInput", "tone:440", true);
    row("audioInput", "tone:0", false);
    row("audioInput", "tone:x", false);
    row("audioInput", "file:/a b.wav", true);
    row("audioInput", "file:", false);
    row("audioOutput", "tone:440", false);
    row("audioOutput", "null", true);
    row("audioOutput", "id:alsa.x", true);
    row("ringDevice", "speaker", false);
    row("recordingFolder", "", true);
    row("recordingFolder", "/home/me/calls", true);
    row("recordingFolder", "calls", false);
    row("recordingFormat", "wav", true);
    row("recordingFormat", "mp3", false);
    row("recordingRate", "16000", true);
    row("recordingRate", "44100", false);
    row("recordingTone", "on", true);
    row("ringFile", "/usr/share/sounds/ring.oga", true);
    row("ringFile", "ring.oga", false);
    row("toneRegion", "auto", true);
    row("toneRegion", "de", true);
    row("toneRegion", "DE", false);
    row("dialLinks", "always", true);
    row("dialLinks", "never", false);
    row("audioInputs", "headset,alsa_input.pci-0,default", true);
    row("audioOutputs", "", false);
    row("rings", "a,b,a", false);
    row("ringVolume", "0", true);
    row("ringVolume", "101", false);
    row("outputVolume", "200", true);
    row("inputVolume", "-1", false);
    row("mostCalls", "2000", true);
    row("mostCalls", "0", false);
    row("mostCalls", "5000", false);
    row("mostCalls", "many", false);
    row("echoCancellation", "low", true);
    row("echoCancellation", "high", false);
    row("callStripPlace", "-12,40", true);
    row("callStripPlace", "", true);
    row("callStripPlace", "12", false);
    row("callStripPlace", "12,x", false);
    row("noiseSuppression", "very-high", true);
    row("noiseSuppression", "on", false);
    row("automaticGain", "off", true);
    row("automaticGain", "12", false);
    row("voiceProcessing", "always", true);
    row("voiceProcessing", "on", false);
    row("theme", "dark", true);
    row("theme", "pink", false);
    row("audioInput", "file:/a\nb", false);
    row("transferVerb", "ask", true);
    row("transferVerb", "lamp", true);
    row("lamps", "off", true);
    row("lamps", "dim", false);
    row("transferVerb", "blind", false);
    row("undoSeconds", "0", true);
    row("undoSeconds", "5", true);
    row("undoSeconds", "6", false);
    row("transferCode", "*2", true);
    row("transferCode", "", true);
    row("transferCode", "##,,", true);
    row("transferCode", "star two", false);
    row("dndCode", "600", true);
    row("dndCode", "404", false);
    row("dndUntil", "2027-01-31T18:00:00Z", true);
    row("dndUntil", "2027-01-31T18:00:00.250Z", true);
    row("dndUntil", "2027-01-31T18:00:00", false);
    row("dndUntil", "2027-01-31T18:00:00+01:00", false);
    row("dndUntil", "soon", false);
    row("autoAnswerFor", "1001, +49 30*, @example.org", true);
    row("autoAnswerFor", "a@b@c", false);
    row("autoAnswerFor", "anna@", false);
    row("autoAnswerHeader", "on", true);
    row("blocked", "anonymous, *@spam.example", true);
    row("blocked", "sip:1001@example.org", false);
    row("blocked", "<1001>", false);
    row("forwardAlways", "1002", true);
    row("forwardAlways", "\"Anna\" <sip:anna@example.org>", false);
    row("forwardBusy", "sip:anna@example.org", true);
    row("forwardNoAnswer", " 1002", false);
    row("forwardAfter", "5", true);
    row("forwardAfter", "120", true);
    row("forwardAfter", "4", false);
    row("forwardAfter", "121", false);
    row("dialRules", "0=>+49;00=>+", true);
    row("dialRules", "0>+49", false);
    row("dialRules", "a=>b", false);
    row("dialRules", "0=>X", false);
    row("dialRules", "0=>+49 <sip:x>", false);
    row("strictContact", "off", true);
    row("hookCommand", "/usr/bin/logger", true);
    row("hookCommand", "logger", false);
    row("pausePlayers", "off", true);
    row("keepAwake", "maybe", false);
    row("globalHotkeys", "on", true);
    row("hotkeyAnswer", "Ctrl+Alt+A", true);
    row("hotkeyAnswer", "", true);
    row("hotkeyHangUp", "Meta+F9", true);
    row("hotkeyMute", "Media Play", true);
    row("hotkeyMute", "Ctrl+", false);
    row("hotkeyMute", "rm -rf", false);
    row("headset", "off", true);
    row("alertStyle", "both", true);
    row("alertStyle", "loud", false);
    row("nothing", "on", false);
    QTest::newRow("too long") << QStringLiteral("audioInput")
                              << QStringLiteral("file:") + QString(2000, QLatin1Char('x')) << false;
    QTest::newRow("a long list") << QStringLiteral("blocked")
                                 << QStringList(1000, QStringLiteral("+4930123456789")).join(QLatin1Char(','))
                                 << true;
    QTest::newRow("too long a list") << QStringLiteral("blocked")
                                     << QStringList(1001, QStringLiteral("1")).join(QLatin1Char(','))
                                     << false;
    const auto ids = [](int count, int length) {
        QStringList list;
        for (int i = 0; i < count; ++i)
            list.append(QString::number(i).rightJustified(length, QLatin1Char('x')));
        return list.join(QLatin1Char(','));
    };
    QTest::newRow("many long ids") << QStringLiteral("audioInputs") << ids(16, 200) << true;
    QTest::newRow("too many") << QStringLiteral("audioInputs") << ids(17, 10) << false;
    QTest::newRow("one of them too long") << QStringLiteral("audioInputs") << ids(1, 1025) << false;
}

void tst_SettingsStore::ranges()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, allowed);
    const QString before = settings().value(key);
    const QString refusal = settings().set(key, value);
    QCOMPARE(refusal.isEmpty(), allowed);
    QCOMPARE(settings().value(key), allowed ? value : before);
    if (!allowed)
        QVERIFY2(refusal.contains(key) && refusal.endsWith(QLatin1Char('.')), qPrintable(refusal));
}

void tst_SettingsStore::defaultsAreAllowed()
{
    QVERIFY(settings().keys().size() > 5);
    for (const QString &key : settings().keys()) {
        QVERIFY(settings().isKnown(key));
        QCOMPARE(settings().set(key, settings().value(key)), QString());
    }
}

void tst_SettingsStore::survivesARestart()
{
    QCOMPARE(settings().set(QStringLiteral("codecs"), QStringLiteral("pcma")), QString());
    m_profile.reset();
    m_profile = std::move(*Profile::open(m_scratch->path()));
    QCOMPARE(settings().value(QStringLiteral("codecs")), QStringLiteral("pcma"));
}

void tst_SettingsStore::tellsOnlyChanges()
{
    QSignalSpy changed(&settings(), &SettingsStore::changed);
    settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    settings().set(QStringLiteral("dnd"), QStringLiteral("nonsense"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0], (QVariantList{QStringLiteral("dnd"), QStringLiteral("on")}));
}

QTEST_GUILESS_MAIN(tst_SettingsStore)
#include "tst_SettingsStore.moc"
