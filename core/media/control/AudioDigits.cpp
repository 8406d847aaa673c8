// AudioSession: digits to the peer and from it.
#include "AudioSession.h"
#include "MediaController.h"

namespace carillon {

namespace {

constexpr auto Digits = "0123456789*#ABCD!"; ///< by event, RFC 4733 §3.2; 16 is the flash of a hook

int eventOf(char digit)
{
    switch (digit) {
    case '*': return 10;
    case '#': return 11;
    case 'A':
    case 'a': return 12;
    case 'B':
    case 'b': return 13;
    case 'C':
    case 'c': return 14;
    case 'D':
    case 'd': return 15;
    default: return digit >= '0' && digit <= '9' ? digit - '0' : -1;
    }
}

} // namespace

SessionDescriptionHandler::DtmfResult AudioSession::sendDtmf(QByteArrayView digits, int durationMs)
{
    const NegotiatedAudio *agreed = audio();
    if (!agreed || agreed->rejected || !agreed->sendTelephoneEvent)
        return DtmfResult::NotNegotiated;
    return queueDigits(digits, durationMs, DtmfRequest::Via::TelephoneEvent);
}

SessionDescriptionHandler::DtmfResult AudioSession::sendInBandDtmf(QByteArrayView digits, int durationMs)
{
    const NegotiatedAudio *agreed = audio();
    if (!agreed || agreed->rejected)
        return DtmfResult::NotNegotiated;
    return queueDigits(digits, durationMs, DtmfRequest::Via::InBand);
}

SessionDescriptionHandler::DtmfResult AudioSession::queueDigits(
    QByteArrayView digits, int durationMs, DtmfRequest::Via via)
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed || !m_parameters.sending)
        return DtmfResult::NotNegotiated; // the peer does not hear us at all
    for (const char digit : digits) {
        if (eventOf(digit) < 0)
            return DtmfResult::InvalidDigit;
    }
    if (m_digits.size() + std::size_t(digits.size()) > MaxWaitingDigits)
        return DtmfResult::QueueFull;
    for (const char digit : digits)
        m_digits.push_back({quint8(eventOf(digit)), durationMs, via});
    postDigits();
    return DtmfResult::Sent;
}

/// As many as the media thread has room for; the others wait here for their turn, or for the way (ICE, DTLS)
/// that the stream begins with.
void AudioSession::postDigits()
{
    while (m_controls && !m_digits.empty()
        && m_digitsPosted - m_controls->digitsTaken() < DtmfSender::MaxQueued) {
        m_controller.post(SendDtmf{m_parameters.id, m_digits.front()});
        m_digits.pop_front();
        ++m_digitsPosted;
    }
}

void AudioSession::digitReceived(int event)
{
    if (event >= 0 && event <= 16)
        Q_EMIT dtmfReceived(QLatin1Char(Digits[event]));
}

} // namespace carillon
