#pragma once

#include "CallWorld.h"

namespace carillon {

/// Alice, Bob, Bob2 and Carol on a reliable wire in virtual time, as the groups SES and IND want them: what
/// each sent, received and was told since mark(), as words on one line.
class Talk
{
public:
    enum class Offer { InInvite, InAnswer };

    /// One phone with its notes.
    struct Person {
        TestPhone *phone = nullptr;
        QByteArrayList sent;
        QByteArrayList received;
        QByteArrayList states;  ///< E D T- T, of the session that is watched
        QByteArrayList told;    ///< by the request delegate
        bool isMute = false;    ///< nothing that it sends reaches anybody
        QByteArray losesSent{}; ///< messages that begin so are lost on their way
    };

    using Adjust = std::function<void(UserAgentOptions &)>;
    /// @param adjustAgents what else is wanted of each user agent
    explicit Talk(Offer wanted = Offer::InInvite, Adjust adjustAgents = {})
        : offer(wanted)
        , m_adjust(std::move(adjustAgents))
    {
        for (Person *person : {&alice, &bob, &bob2, &carol})
            add(*person);
        for (Person *person : {&alice, &bob, &bob2, &carol})
            person->phone->script.delay = Milliseconds(1);
        world.network.setDelay(Milliseconds(5));
    }

    /// Alice calls @p target, Bob if none is named.
    Inviter *invite(const QByteArray &target = {}, InviterOptions options = {})
    {
        options.withoutSdp = offer == Offer::InAnswer;
        return inviteFrom(alice, target.isEmpty() ? bob.phone->uri : target, std::move(options));
    }
    Inviter *inviteFrom(Person &from, const QByteArray &target, InviterOptions options = {})
    {
        auto *made = new Inviter(
            *from.phone->agent, address("<" + target + ">"), std::move(options), from.phone->agent.get());
        watch(*made, from);
        (void)made->invite(delegateOf(from));
        return made;
    }
    /// Alice calls Bob, whose phone rings.
    void ring()
    {
        call = invite();
        settle();
        answer = bob.phone->invitation();
        if (answer)
            watch(*answer, bob);
        mark();
    }
    void establish()
    {
        ring();
        (void)answer->accept();
        settle();
        mark();
    }
    void watch(Session &session, Person &person)
    {
        QObject::connect(&session, &Session::stateChanged, person.phone->agent.get(),
            [&person](Session::State state) { person.states.append(letter(state)); });
    }
    RequestDelegate delegateOf(Person &person)
    {
        const auto note = [&person](const char *name) {
            return [&person, name](const RequestDelegate::Answer &answered) {
                const bool isLocal = answered.origin != RequestDelegate::Answer::Origin::Remote;
                person.told.append(
                    isLocal ? name + ("!" + QByteArray::number(answered.response.statusCode())) : name);
            };
        };
        return {note("trying"), note("progress"), note("accept"), note("redirect"), note("reject")};
    }
    /// Alice's INVITEs reach @p other as well, as if a proxy on the way had forked them.
    void forkTo(Person &other)
    {
        world.network.setDrop([this, &other](const QByteArray &bytes, const Hop &from, const Hop &to) {
            const bool isToBob = to.address == bob.phone->transport->local().address;
            if (isToBob && bytes.startsWith("INVITE"))
                world.clock.schedule(Milliseconds(6),
                    [phone = other.phone, bytes, from] { phone->transport->deliver(bytes, from); });
            return false;
        });
    }
    /// What is under way arrives and is answered.
    void settle(std::chrono::nanoseconds time = Milliseconds(60)) { world.run(time); }
    void mark()
    {
        for (Person *person : {&alice, &bob, &bob2, &carol}) {
            person->sent.clear();
            person->received.clear();
            person->states.clear();
            person->told.clear();
        }
    }

    Offer offer;
    Person alice;
    Person bob;
    Person bob2;
    Person carol;
    CallWorld world; ///< goes first: its phones still write to the persons
    QPointer<Inviter> call;
    QPointer<Invitation> answer;

private:
    const Adjust m_adjust;

    static QByteArray letter(Session::State state)
    {
        switch (state) {
        case Session::State::Initial: return "I";
        case Session::State::Establishing: return "E";
        case Session::State::Established: return "D";
        case Session::State::Terminating: return "T-";
        case Session::State::Terminated: return "T";
        }
        return {};
    }
    void add(Person &person)
    {
        TestPhone::Options options;
        options.protocol = TransportProtocol::Tcp;
        options.adjust = [this](UserAgentOptions &agent) {
            agent.noAnswerTimeout = std::chrono::seconds(90);
            agent.ownCalls = UserAgentOptions::OwnCalls::Take; // Bob2 is called by Bob's name
            if (m_adjust)
                m_adjust(agent);
        };
        person.phone = &world.add(std::move(options));
        QObject::connect(person.phone->transport, &Transport::traced, person.phone->agent.get(),
            [&person](const TracedMessage &message) {
                const QByteArray line = message.bytes.first(message.bytes.indexOf("\r\n"));
                const QByteArrayList words = line.split(' ');
                const QByteArray word = line.startsWith("SIP/2.0 ") ? words.value(1) : words.value(0);
                (message.direction == TracedMessage::Direction::Sent ? person.sent : person.received)
                    .append(word);
            });
    }
};

} // namespace carillon
