#pragma once

#include "LoopbackNetwork.h"
#include "TestPhone.h"

#include <QCoreApplication>

namespace carillon {

/// Phones on one network in virtual time.
class CallWorld
{
public:
    TestPhone &add(TestPhone::Options options = {})
    {
        m_phones.push_back(std::make_unique<TestPhone>(clock, int(m_phones.size()) + 1, std::move(options)));
        network.attach(*m_phones.back()->transport);
        run(std::chrono::milliseconds(10));
        return *m_phones.back();
    }
    ~CallWorld()
    {
        m_phones.clear();
        flush();
    }
    void run(std::chrono::nanoseconds by)
    {
        clock.advance(by);
        flush();
    }
    /// What was to be deleted later, now.
    static void flush() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
    /// One calls, the other answers; both sessions are Established after it.
    struct Call {
        QPointer<Inviter> caller;
        QPointer<Invitation> callee;
    };
    Call connectCall(TestPhone &from, TestPhone &to)
    {
        Call call;
        call.caller = from.call(to.uri);
        run(std::chrono::milliseconds(100));
        call.callee = to.invitation();
        if (call.callee) {
            to.listenTo(*call.callee);
            (void)call.callee->accept();
        }
        run(std::chrono::milliseconds(100));
        return call;
    }

    FakeClock clock;
    LoopbackNetwork network{clock};

private:
    std::vector<std::unique_ptr<TestPhone>> m_phones;
};

} // namespace carillon
