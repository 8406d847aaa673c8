#pragma once

#include "ClientTransactions.h"
#include "FakeClock.h"
#include "MessageSamples.h"
#include "ServerTransactions.h"

namespace carillon {

/// A layer around one transaction, which notes what it does. Time stands in it.
class RecordingHost final : public TransactionHost
{
public:
    Clock &clock() override { return time; }
    const TimerValues &timers() const override { return values; }
    void sendRequest(const SipRequest &request, const Hop &, Transport::SendCallback failed) override
    {
        requests.append(request);
        fail(std::move(failed));
    }
    void sendResponse(const SipResponse &response, const Hop &, Transport::SendCallback failed) override
    {
        responses.append(response);
        fail(std::move(failed));
    }
    void answered(ServerTransactionBase &) override { ++answers; }
    void ackToSuccess(const SipRequest &, const Hop &) override { ++acks; }
    void terminated(ClientTransactionBase &) override { ++ended; }
    void terminated(ServerTransactionBase &) override { ++ended; }

    FakeClock time;
    TimerValues values;
    QList<SipRequest> requests;
    QList<SipResponse> responses;
    bool failsSends = false;
    int answers = 0;
    int acks = 0;
    int ended = 0;

private:
    void fail(Transport::SendCallback failed)
    {
        if (failsSends)
            time.schedule(Milliseconds(0), [failed = std::move(failed)] {
                failed({TransportError::Kind::Unreachable, {}});
            });
    }
};

/// What a script of a test says, word by word: `+500` lets milliseconds pass, `fail` lets every send fail
/// from now on, a number is a response, anything else is the test's own.
template <typename Respond, typename Other>
void play(const QByteArray &script, RecordingHost &host, Respond respond, Other other)
{
    const auto words = script.split(' ');
    for (const QByteArray &word : words) {
        bool isNumber = false;
        const int status = word.toInt(&isNumber);
        if (word.isEmpty())
            continue;
        if (word.startsWith('+'))
            host.time.advance(Milliseconds(status));
        else if (word == "fail")
            host.failsSends = true;
        else if (isNumber)
            respond(status);
        else
            other(word);
    }
}

} // namespace carillon
