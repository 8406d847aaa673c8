#include "IceAgent.h"

#include "IceAgentPrivate.h"
#include "Logging.h"

#include <QPointer>
#include <algorithm>

namespace carillon {

IceAgent::Private::Private(IceAgent &agent, const IceEnvironment &to, IceOptions wanted)
    : q(agent)
    , environment(to)
    , options(std::move(wanted))
    , mailbox(std::make_shared<IceMailbox<IceListener>>(this))
    , componentsInUse(std::clamp(options.components, 1, IceOptions::MaxComponents))
    , lookups(to.network)
{
    options.components = componentsInUse;
    stream = std::make_shared<NiceStream>(to.thread, mailbox, componentsInUse);
    newCredentials();
    limit.setSingleShot(true);
    connect(&limit, &QTimer::timeout, this, &Private::limitPassed);
    nameLimit.setSingleShot(true);
    connect(&nameLimit, &QTimer::timeout, this, &Private::begin);
    peerLimit.setSingleShot(true);
    connect(&peerLimit, &QTimer::timeout, this, &Private::peerDone);
}

IceAgent::Private::~Private()
{
    mailbox->detach();
    tell([](NiceStream &to) { to.close(); });
}

CandidateRules IceAgent::Private::rules() const
{
    const bool isLoopback = !localAddresses.isEmpty()
        && std::all_of(localAddresses.begin(), localAddresses.end(),
            [](const QHostAddress &address) { return address.isLoopback(); });
    return {componentsInUse, options.tcp, options.ipv6, isLoopback};
}

void IceAgent::Private::take(IceMachine::Event event)
{
    const auto next = IceMachine::step(state, event);
    if (!next)
        return;
    state = *next;
    if (state == State::Connected || state == State::Completed)
        sockets.clear();
    const QPointer<IceAgent> alive(&q);
    Q_EMIT q.stateChanged(state);
    if (!alive || event != IceMachine::Event::Lost)
        return;
    if (state == State::Failed)
        Q_EMIT q.failed(Failure::NoPair);
    else if (state == State::Disconnected)
        Q_EMIT q.failed(Failure::ConsentLost);
}

void IceAgent::Private::judge()
{
    const auto begin = components.begin();
    const auto end = begin + componentsInUse;
    const auto nominated = std::count(begin, end, ComponentState::Nominated);
    const auto found = nominated + std::count(begin, end, ComponentState::PairFound);
    if (std::count(begin, end, ComponentState::Failed) > 0)
        take(IceMachine::Event::Lost);
    else if (nominated == componentsInUse)
        take(IceMachine::Event::AllNominated);
    else if (found == componentsInUse)
        take(IceMachine::Event::PairFound);
}

void IceAgent::Private::componentChanged(int ofGeneration, int component, ComponentState to)
{
    if (ofGeneration != generation || component < 1 || component > options.components)
        return;
    components[std::size_t(component - 1)] = to;
    judge();
}

void IceAgent::Private::pairSelected(int component, const IcePair &pair)
{
    if (state == State::Closed || component < 1 || component > options.components)
        return;
    pairs[std::size_t(component - 1)] = pair;
    Q_EMIT q.selectedPairChanged();
}

void IceAgent::Private::dtlsArrived(const QByteArray &datagram)
{
    if (state != State::Closed)
        Q_EMIT q.dtlsReceived(datagram);
}

void IceAgent::Private::restart(Credentials credentials)
{
    if (!IceMachine::step(state, IceMachine::Event::Restarted))
        return;
    if (credentials == Credentials::New)
        newCredentials();
    ++generation;
    components.fill(ComponentState::Checking);
    remoteCandidates.clear();
    isPeerDone = false;
    peerLimit.stop();
    tell([ufrag = ufrag, password = password, generation = generation](
             NiceStream &to) { to.restart(ufrag, password, generation); });
    if (gathering == Gathering::Done) {
        // The candidates are those of before; who makes an offer of them waits for this all the same.
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT q.gatheringDone(); }, Qt::QueuedConnection);
    }
    take(IceMachine::Event::Restarted);
}

void IceAgent::Private::setRemoteDescription(const IceDescription &description)
{
    if (state == State::Closed)
        return;
    if (!areUsableCredentials(description.ufrag, description.password)) {
        qCWarning(lcMedia) << "ICE: the peer's credentials are not those of RFC 8839";
        return;
    }
    const QPointer<IceAgent> alive(&q);
    gather();
    const bool isOther = description.ufrag != remoteUfrag && description.password != remotePassword;
    if (alive && isOther && !remoteUfrag.isEmpty())
        restart(Credentials::New);
    if (!alive || state == State::Closed)
        return;
    remoteUfrag = description.ufrag;
    remotePassword = description.password;
    if (description.lite)
        tell([](NiceStream &to) { to.setControlling(true); });
    tell([ufrag = remoteUfrag, password = remotePassword](
             NiceStream &to) { to.setRemoteCredentials(ufrag, password); });
    addRemote(description.candidates);
    if (description.ended || !description.trickle)
        peerDone();
    else if (!isPeerDone)
        peerLimit.start(PeerLimit);
    take(IceMachine::Event::PeerKnown);
}

bool IceAgent::Private::isNew(const IceCandidate &candidate)
{
    if (remoteCandidates.size() >= MaxRemoteCandidates || remoteCandidates.contains(candidate))
        return false;
    remoteCandidates.append(candidate);
    return true;
}

void IceAgent::Private::addRemote(const QList<IceCandidate> &described)
{
    if (remoteUfrag.isEmpty() || state == State::Closed)
        return;
    const CandidateRules allowed = rules();
    QList<IceCandidate> usable;
    for (const IceCandidate &candidate : described) {
        if (isUsableCandidate(candidate, allowed)) {
            if (isNew(candidate))
                usable.append(candidate);
        } else if (isHiddenCandidate(candidate, allowed) && isNew(candidate)) {
            addHidden(candidate);
        }
    }
    if (!usable.isEmpty())
        tell([usable](NiceStream &to) { to.addRemote(usable); });
}

void IceAgent::Private::addHidden(const IceCandidate &candidate)
{
    ++hiddenPending;
    lookups.hidden(candidate.address, [this, candidate, asked = generation](const QHostAddress &address) {
        --hiddenPending;
        IceCandidate found = candidate;
        found.address = address.toString().toLatin1();
        if (asked == generation && !address.isNull() && isUsableCandidate(found, rules()))
            tell([found](NiceStream &to) { to.addRemote({found}); });
        if (isPeerDone)
            peerDone();
    });
}

void IceAgent::Private::peerDone()
{
    isPeerDone = true;
    peerLimit.stop();
    if (hiddenPending == 0)
        tell([](NiceStream &to) { to.remoteDone(); });
}

void IceAgent::Private::close()
{
    if (state == State::Closed)
        return;
    limit.stop();
    nameLimit.stop();
    peerLimit.stop();
    sockets.clear();
    tell([](NiceStream &to) { to.close(); });
    take(IceMachine::Event::Ended);
}

IceAgent::IceAgent(const IceEnvironment &environment, IceOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, environment, std::move(options)))
{
}

IceAgent::~IceAgent() = default;

IceAgent::State IceAgent::state() const
{
    return d->state;
}

void IceAgent::gather()
{
    d->gather();
}

bool IceAgent::isGatheringDone() const
{
    return d->gathering == Private::Gathering::Done;
}

IceDescription IceAgent::localDescription() const
{
    IceDescription result;
    result.ufrag = d->ufrag;
    result.password = d->password;
    result.trickle = true;
    result.ended = d->isAllKnown && d->gathering == Private::Gathering::Done;
    result.candidates = d->candidates;
    return result;
}

IceCandidate IceAgent::defaultCandidate(int component) const
{
    return d->defaultCandidate(component);
}

void IceAgent::setRemoteDescription(const IceDescription &description)
{
    d->setRemoteDescription(description);
}

void IceAgent::addRemoteCandidate(const IceCandidate &candidate)
{
    d->addRemote({candidate});
}

void IceAgent::remoteGatheringDone()
{
    if (!d->remoteUfrag.isEmpty())
        d->peerDone();
}

void IceAgent::restart(Credentials credentials)
{
    d->restart(credentials);
}

void IceAgent::setControlling(bool isControlling)
{
    d->options.controlling = isControlling;
    d->tell([isControlling](NiceStream &to) { to.setControlling(isControlling); });
}

void IceAgent::setComponents(int components)
{
    d->componentsInUse = std::clamp(components, 1, d->options.components);
    d->judge();
}

std::optional<IcePair> IceAgent::selectedPair(int component) const
{
    const bool isOurs = component >= 1 && component <= d->options.components;
    return isOurs ? d->pairs[std::size_t(component - 1)] : std::nullopt;
}

int IceAgent::mediaFd(int component) const
{
    return d->stream->mediaFd(component);
}

void IceAgent::setMediaOpen(bool isOpen)
{
    d->stream->setMediaOpen(isOpen);
}

void IceAgent::sendDtls(const QByteArray &datagram)
{
    d->tell([datagram](NiceStream &to) { to.sendDtls(datagram); });
}

std::unique_ptr<IceSockets> IceAgent::releaseSockets()
{
    auto sockets = d->releaseSockets();
    if (sockets)
        d->close();
    return sockets;
}

void IceAgent::close()
{
    d->close();
}

} // namespace carillon
