#pragma once

#include "AccountPresentation.h"
#include "Call.h"
#include "History.h"
#include "RecentModel.h"
#include "TransferChip.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

/// People and calls for tests and for the gallery.
namespace carillon::sample {

inline QDateTime now()
{
    return QDateTime(QDate(2026, 3, 12), QTime(11, 0));
}

inline Moment moment()
{
    return {now(), QLocale(QLocale::English, QLocale::UnitedKingdom),
        {{QStringLiteral("a1"), QStringLiteral("example.org")}}};
}

/// An established call with Anna, three minutes old.
inline CallState anna()
{
    CallState call;
    call.id = QStringLiteral("c1");
    call.accountId = QStringLiteral("a1");
    call.direction = CallState::Direction::Incoming;
    call.phase = CallState::Phase::Established;
    call.localUri = QStringLiteral("sip:1001@example.org");
    call.remoteUri = QStringLiteral("sip:+491701234567@example.org");
    call.remoteName = QStringLiteral("Anna Weber");
    call.codec = QStringLiteral("opus/48000");
    call.encryption = CallState::Encryption::Sdes;
    call.signallingSecure = true;
    call.quality = CallState::Quality::Good;
    call.establishedAt = now().toUTC();
    call.durationMs = 195000;
    call.inputLevel = 0.2F;
    return call;
}

inline CallState ringing()
{
    CallState call = anna();
    call.id = QStringLiteral("c4");
    call.phase = CallState::Phase::Initial;
    call.ringing = true;
    call.establishedAt.reset();
    call.durationMs = 0;
    call.encryption = CallState::Encryption::None;
    call.quality = CallState::Quality::Unknown;
    return call;
}

inline CallState bob()
{
    CallState call = anna();
    call.id = QStringLiteral("c2");
    call.direction = CallState::Direction::Outgoing;
    call.remoteUri = QStringLiteral("sip:bob@example.org");
    call.remoteName = QStringLiteral("Bob Miller");
    call.durationMs = 12000;
    return call;
}

/// A handover to Bob that failed, as long as it is told.
inline CallState::TransferProgress failedTransfer(int code)
{
    return {CallState::Transfer::Failed, code, QStringLiteral("sip:bob@example.org"),
        QStringLiteral("Bob is busy. Anna Weber is back with you.")};
}

inline AccountSummary account(Account::State state)
{
    AccountSummary summary;
    summary.id = QStringLiteral("a1");
    summary.settings.aor = QStringLiteral("sip:1001@example.org");
    summary.state = state;
    summary.ready = state == Account::State::Registered;
    summary.contact = QStringLiteral("sip:1001@192.0.2.7:5060");
    if (state == Account::State::Failed) {
        summary.reason = QStringLiteral("example.org does not accept this password.");
        summary.detail = QStringLiteral("403 Forbidden");
    }
    return summary;
}

inline HistoryEntry entry(const char *name, const char *uri, HistoryEntry::Outcome outcome, qint64 minutesAgo)
{
    static qint64 id = 0;
    HistoryEntry result;
    result.id = ++id;
    result.accountId = QStringLiteral("a1");
    result.remoteName = QString::fromUtf8(name);
    result.remoteUri = QString::fromUtf8(uri);
    result.outcome = outcome;
    result.direction = outcome == HistoryEntry::Outcome::Missed ? HistoryEntry::Direction::Incoming
                                                                : HistoryEntry::Direction::Outgoing;
    result.startedAt = now().addSecs(-60 * minutesAgo).toUTC();
    result.durationMs = outcome == HistoryEntry::Outcome::Answered ? 195000 : 0;
    return result;
}

inline QList<HistoryEntry> history()
{
    using Outcome = HistoryEntry::Outcome;
    QList<HistoryEntry> entries{entry("Anna Weber", "sip:+491701234567@example.org", Outcome::Answered, 18),
        entry("Reception", "sip:100@example.org", Outcome::Busy, 62),
        entry("", "sip:+49301234567@example.org", Outcome::Missed, 60 * 20),
        entry("Bob Miller", "sip:bob@example.org", Outcome::Answered, 60 * 22),
        entry("Carol Nguyen", "sip:1012@example.org", Outcome::NoAnswer, 60 * 49),
        entry("Dr. Theodora Papadopoulou-Featherstonehaugh", "sip:+306912345678@example.org",
            Outcome::Answered, 60 * 74),
        entry("Dave", "sip:dave@example.org", Outcome::Missed, 60 * 24 * 9)};
    entries[0].direction = HistoryEntry::Direction::Incoming;
    return entries;
}

/// With two recordings.
inline HistoryEntry recordedCall()
{
    HistoryEntry call = history().constFirst();
    call.recordings = {QStringLiteral("/home/anna/Music/Carillon/2026-03-12_104200_in_anna.opus"),
        QStringLiteral("/home/anna/Music/Carillon/2026-03-12_104200_in_anna_2.opus")};
    call.mosMean = 4.1;
    call.mosLeast = 2.8;
    call.qualitySentence
        = QCoreApplication::translate("SoundSentences", "You miss %1 % of the sound: the network loses it.")
              .arg(3);
    return call;
}

/// What a self-test told.
inline QJsonObject selfTest()
{
    const auto step
        = [](const char *name, const QJsonValue &ok, double value, const char *unit, const char *sentence) {
              return QJsonObject{{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("ok"), ok},
                  {QStringLiteral("value"), *unit ? QJsonValue(value) : QJsonValue()},
                  {QStringLiteral("unit"), QLatin1String(unit)},
                  {QStringLiteral("sentence"), QCoreApplication::translate("SelfTest", sentence)}};
          };
    return {{QStringLiteral("ok"), false},
        {QStringLiteral("steps"),
            QJsonArray{step("network", true, 63.4, "ms",
                           "Encrypted sound goes through this phone's own media stack."),
                step("loss", true, 0, "%", "Nothing is lost on this computer."),
                step("microphone", false, -100, "dB",
                    "The microphone gives nothing but silence: it may have a switch, or be the wrong one."),
                step("loop", QJsonValue(), 0, "", "This was not measured: the microphone does not work.")}}};
}

inline QList<TransferTarget> targets()
{
    const auto person = [](const char *name, const char *uri) {
        return TransferTarget{TransferTarget::Kind::Person, QString::fromUtf8(name), QString::fromUtf8(uri)};
    };
    return {{TransferTarget::Kind::LiveCall, QStringLiteral("Eve"), QStringLiteral("c3")},
        person("Bob Miller", "sip:bob@example.org"), person("Carol Nguyen", "sip:1012@example.org"),
        person("Reception", "sip:100@example.org")};
}

} // namespace carillon::sample
