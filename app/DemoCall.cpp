#include "DemoCall.h"

#include "PhoneJson.h"
#include "ToneBursts.h"

#include <QFile>
#include <cstdio>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr Milliseconds LookPeriod{2};
constexpr std::chrono::seconds FilePatience{3}; ///< until the device thread closed the recording
constexpr int EnoughBursts = 4;

void print(const QString &line)
{
    std::fputs(qPrintable(line + QLatin1Char('\n')), stdout);
    std::fflush(stdout);
}

QString text(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toDouble()) : QStringLiteral("not yet measured");
}

} // namespace

DemoCall::DemoCall()
    : m_recording(m_directory.filePath(QStringLiteral("heard.wav")))
{
}

bool DemoCall::prepare(CommandLine &line) const
{
    if (!m_directory.isValid() || !ToneBursts::write(m_directory.filePath(QStringLiteral("bursts.wav"))))
        return false;
    if (line.profile.isEmpty())
        line.profile = m_directory.filePath(QStringLiteral("profile"));
    line.audioInput = QStringLiteral("file:") + m_directory.filePath(QStringLiteral("bursts.wav"));
    line.audioOutput = QStringLiteral("file:") + m_recording;
    return true;
}

void DemoCall::start(Phone &phone, Clock &clock)
{
    m_phone = &phone;
    m_clock = &clock;
    m_start = clock.now();
    m_patience = std::make_unique<Timer>(clock);
    m_looking = std::make_unique<Timer>(clock);
    m_patience->start(Patience, [this] { end(QStringLiteral("The test call took too long.")); });
    connect(&phone, &Phone::accountChanged, this, &DemoCall::accountChanged);
    connect(&phone, &Phone::callChanged, this, &DemoCall::callChanged);
    for (Account *account : phone.accounts())
        accountChanged(account);
}

void DemoCall::accountChanged(Account *account)
{
    const QString state = PhoneJson::stateName(account->state());
    if (state != m_lastAccount)
        print(QStringLiteral("account   %1: %2").arg(account->settings().aor, state));
    m_lastAccount = state;
    if (account->state() == Account::State::Failed) {
        end(account->reason());
        return;
    }
    if (!account->isReady() || !m_callId.isEmpty())
        return;
    DialOptions options;
    options.accountId = account->id();
    const auto call = m_phone->dial(QStringLiteral("echo"), options);
    if (call)
        m_callId = (*call)->id();
    else
        end(call.error().message);
}

void DemoCall::callChanged(Call *call)
{
    const CallState state = call->state();
    const QString line
        = PhoneJson::phaseName(state.phase) + (state.ringing ? QStringLiteral(", ringing") : QString());
    if (line != m_lastCall)
        print(QStringLiteral("call      %1: %2").arg(state.remoteUri, line));
    m_lastCall = line;
    if (state.end) {
        if (!state.establishedAt)
            return end(state.end->sentence);
        m_judgeEnd = m_clock->now() + FilePatience;
        m_looking->start(LookPeriod, [this] { judge(); });
    } else if (state.phase == CallState::Phase::Established && !m_looking->isRunning()
        && m_talkEnd == TimePoint()) {
        m_talkEnd = m_clock->now() + Talking;
        look();
    }
}

void DemoCall::look()
{
    Call *call = m_phone->call(m_callId);
    if (!call)
        return end(QStringLiteral("The call is gone."));
    if (m_clock->now() >= m_talkEnd)
        m_statistics = call->statistics();
    const bool isMeasured = m_statistics.value(QLatin1String("audio"))
                                .toObject()
                                .value(QLatin1String("received"))
                                .toObject()
                                .value(QLatin1String("rttMs"))
                                .isDouble();
    if (isMeasured || m_clock->now() >= m_talkEnd + (MostTalking - Talking)) {
        const CallState state = call->state();
        print(QStringLiteral("media     codec %1, encryption %2")
                  .arg(state.codec, PhoneJson::call(state).value(QLatin1String("encryption")).toString()));
        (void)call->hangUp();
        return;
    }
    const CallState state = call->state();
    const double nowMs = std::chrono::duration<double, std::milli>(m_clock->now() - m_start).count();
    m_edges.look(nowMs, state.inputLevel, state.outputLevel);
    m_looking->start(LookPeriod, [this] { look(); });
}

/// The recording is complete once the device thread closed it.
void DemoCall::judge()
{
    const auto found = ToneBursts::findIn(m_recording);
    const bool isEnough = found && found->bursts >= EnoughBursts;
    if (!isEnough && m_clock->now() < m_judgeEnd) {
        m_looking->start(100ms, [this] { judge(); });
        return;
    }
    if (!found)
        return end(found.error());
    const QJsonObject audio = m_statistics.value(QLatin1String("audio")).toObject();
    const QJsonObject sent = audio.value(QLatin1String("sent")).toObject();
    const QJsonObject received = audio.value(QLatin1String("received")).toObject();
    print(QStringLiteral("packets   %1 sent, %2 received, %3 lost, jitter %4 ms")
              .arg(text(sent.value(QLatin1String("packets"))), text(received.value(QLatin1String("packets"))),
                  text(received.value(QLatin1String("lost"))),
                  text(received.value(QLatin1String("jitterMs")))));
    print(QStringLiteral("network   round trip %1 ms (RTCP), MOS estimate %2")
              .arg(text(received.value(QLatin1String("rttMs"))), text(received.value(QLatin1String("mos")))));
    print(QStringLiteral("heard     %1 bursts of %2 Hz in %3 s, %4 dBFS, %5 % pure")
              .arg(found->bursts)
              .arg(ToneBursts::ToneHz)
              .arg(found->seconds, 0, 'f', 2)
              .arg(found->levelDbfs, 0, 'f', 1)
              .arg(found->purity * 100, 0, 'f', 1));
    if (const auto delay = m_edges.delayMs())
        print(QStringLiteral(
            "delay     microphone to echo to loudspeaker %1 ms (median of %2, level meters, 10 ms frames)")
                  .arg(*delay, 0, 'f', 0)
                  .arg(m_edges.count()));
    end(isEnough ? QString() : QStringLiteral("The tone did not come back."));
}

void DemoCall::end(const QString &sentence)
{
    m_patience->stop();
    m_looking->stop();
    disconnect(m_phone, nullptr, this, nullptr);
    print(sentence.isEmpty() ? QStringLiteral("result    the echo came back")
                             : QStringLiteral("result    %1").arg(sentence));
    Q_EMIT finished(sentence.isEmpty() ? 0 : 1);
}

} // namespace carillon
