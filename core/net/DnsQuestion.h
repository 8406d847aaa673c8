#pragma once

#include "DnsChannel.h"
#include "NetworkError.h"
#include "Resolver.h"

#include <QUrl>
#include <algorithm>

namespace carillon {

/// Tells the answer once; destroyed first, it tells nothing.
template <typename T>
class Question : public Lookup
{
public:
    using Answer = Result<T, NetworkError>;
    using Callback = std::function<void(const Answer &)>;
    Question(Clock &clock, const QString &name, Callback answered)
        : m_name(name)
        , m_answered(std::move(answered))
        , m_timer(clock)
    {
    }
    /// Nobody waits for longer.
    void limit(Milliseconds patience)
    {
        answerIn(patience, Failure<NetworkError>({NetworkError::Kind::TimedOut, m_name}));
    }
    void answerIn(Milliseconds delay, Answer result)
    {
        m_timer.start(delay, [this, result = std::move(result)] { answer(Answer(result)); });
    }
    void answer(const Answer &result)
    {
        m_timer.stop();
        if (const Callback answered = std::exchange(m_answered, {}))
            answered(result); // may destroy this
    }
    const QString &name() const { return m_name; }

private:
    QString m_name;
    Callback m_answered;
    Timer m_timer;
};

/// How DNS is asked.
struct DnsWay {
    Clock &clock;
    const std::optional<Endpoint> &server; ///< instead of the system's
};

/// A question which c-ares asks. It answers from inside of c-ares, at once or later: what it says is told a
/// turn later, as being told may destroy the channel.
template <typename T>
class DnsQuestion : public Question<T>
{
public:
    DnsQuestion(const DnsWay &way, const QString &name, typename Question<T>::Callback answered)
        : Question<T>(way.clock, name, std::move(answered))
        , m_channel(way.clock, way.server)
    {
    }

protected:
    DnsChannel &channel() { return m_channel; }
    void tellLater(typename Question<T>::Answer result)
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this, result = std::move(result)] { this->answer(typename Question<T>::Answer(result)); },
            Qt::QueuedConnection);
    }

private:
    QObject m_context; ///< dies with the question, and what was to be told with it
    DnsChannel m_channel;
};

/// As DNS wants it, or nothing when it can be no name of DNS.
inline std::optional<QByteArray> dnsName(const QString &name)
{
    constexpr qsizetype most = 253; // RFC 1035 §2.3.4, without the root's dot
    const bool isAscii
        = std::all_of(name.begin(), name.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    const QByteArray result = isAscii ? name.toLatin1() : QUrl::toAce(name);
    if (result.isEmpty() || result.size() > most)
        return std::nullopt;
    return result;
}

} // namespace carillon
