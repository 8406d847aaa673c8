// AudioSession: the way which the sound takes, and what it tells.
#include "AudioSession.h"

#include "Durations.h"
#include "Logging.h"
#include "MediaController.h"

#include <QNetworkInterface>
#include <QPointer>

namespace carillon {

/// RFC 8445 §6.1.1: whoever offers first controls, also after a restart; a conflict settles itself
/// (§7.3.1.1).
IceOptions AudioSession::iceOptions(const QHostAddress &local) const
{
    IceOptions options;
    options.controlling = m_isControlling.value_or(false);
    options.servers = m_options.iceServers;
    options.caFile = m_options.caFile;
    options.relayOnly = m_isRelayOnly;
    options.preferredAddress = local;
    if (!local.isLoopback())
        return options;
    // A server on this machine: the loopback, which ICE leaves out otherwise, is a way.
    options.localAddresses = {local};
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            options.localAddresses.append(address);
    }
    return options;
}

bool AudioSession::offersIce() const
{
    if (m_options.ice == AudioSessionOptions::Ice::Off)
        return false;
    if (const NegotiatedAudio *agreed = audio(); agreed && (!agreed->rejected || agreed->ice))
        return agreed->ice.has_value();
    return m_options.ice == AudioSessionOptions::Ice::Always || m_profile == MediaProfile::WebRtc;
}

MediaTransport::Wish AudioSession::wishFor(const QHostAddress &local)
{
    using Wish = MediaTransport::Wish;
    Wish wish;
    wish.local = local;
    bool isIce = offersIce();
    bool isPeerLite = false; // it does not check: we do, from the start (RFC 8445 §6.1.1)
    bool multiplexes = m_profile == MediaProfile::WebRtc;
    bool renews = m_renewsWay;
    if (m_offerAnswer.state() == OfferAnswerMachine::State::HaveRemoteOffer) {
        const auto offered = m_offerAnswer.checkOffer(capabilities(Naming::WhatCouldBe));
        isIce = offered && offered->ice;
        isPeerLite = isIce && offered->ice->lite;
        multiplexes = offered && offered->rtcpMux;
        const NegotiatedAudio *agreed = audio();
        renews = isIce && agreed && agreed->ice && isRestart(*agreed->ice, *offered->ice);
        // RFC 8842 §5.3: who answers with a new association names it anew.
        if (agreed && agreed->dtls && offered && offered->dtls && offered->dtls->isNew)
            m_transport.renewAssociation();
    }
    if (!isIce)
        return wish;
    wish.kind = Wish::Kind::Ice;
    wish.change = renews ? Wish::Change::Renew : Wish::Change::Keep;
    if (!m_isControlling)
        m_isControlling = isPeerLite || m_offerAnswer.state() != OfferAnswerMachine::State::HaveRemoteOffer;
    wish.ice = iceOptions(local);
    wish.ice.components = multiplexes ? 1 : 2;
    return wish;
}

bool AudioSession::tryOtherProfile()
{
    // An account that demands a kind of encryption has no other way of saying it.
    if (audio() || std::exchange(m_hasTriedOther, true) || m_options.encryption != MediaEncryption::Optional)
        return false;
    m_profile = m_profile == MediaProfile::Rtp ? MediaProfile::WebRtc : MediaProfile::Rtp;
    return true;
}

bool AudioSession::renewWay()
{
    m_renewsWay = m_transport.hasIce();
    if (m_renewsWay)
        m_renewal.beginAnew();
    return m_renewsWay;
}

bool AudioSession::canRelay() const
{
    const auto isTurn = [](const IceServer &server) { return server.kind != IceServer::Kind::Stun; };
    return m_transport.hasIce() && !m_isRelayOnly
        && std::any_of(m_options.iceServers.begin(), m_options.iceServers.end(), isTurn);
}

bool AudioSession::useRelay()
{
    if (!canRelay())
        return false;
    m_isRelayOnly = true;
    return renewWay();
}

bool AudioSession::isWebRtc() const
{
    const MediaAgreement *agreed = m_offerAnswer.agreement();
    return agreed && !agreed->audio.rejected
        && agreed->local.media.at(agreed->audioIndex).protocol.toUpper().startsWith("UDP/TLS/");
}

bool AudioSession::wantsTrickle() const
{
    return m_transport.hasIce() || offersIce();
}

void AudioSession::applyFragment(QByteArrayView body)
{
    if (const auto fragment = IceFragment::parse(body))
        m_transport.addFragment(*fragment);
}

QByteArray AudioSession::fragmentSoFar() const
{
    const auto fragment = m_transport.fragmentSoFar();
    return fragment ? fragment->toBytes() : QByteArray();
}

void AudioSession::transportFailed(const MediaError &error)
{
    qCWarning(lcMedia, "The way of the sound failed: %s", qUtf8Printable(error.message));
    dropStream();
    m_transportProblem = error.message;
    planNewHandshake();
    const QPointer<AudioSession> alive(this);
    Q_EMIT changed();
    if (alive && !m_isClosed)
        Q_EMIT failed(error);
}

/// The next offer asks for it, whoever makes it; we do when nobody else did.
void AudioSession::planNewHandshake()
{
    if (!m_transport.mayHandshakeAgain() || m_newHandshakes >= NewHandshakes)
        return;
    m_nextHandshake.start(
        NewHandshakeStep * (1 << m_newHandshakes++), [this] { Q_EMIT renegotiationNeeded(); });
}

/// Whoever lost the way for a moment has a call that goes on; whoever lost it for longer, too.
void AudioSession::renewalDue()
{
    m_renewsWay = true;
    Q_EMIT renegotiationNeeded();
}

/// What is to be said of the way as it is now.
void AudioSession::noteWayProblem()
{
    using State = MediaTransport::State;
    const State state = m_transport.state();
    if (m_renewal.hasGivenUp()) {
        m_renewsWay = true; // whatever is offered next looks for one
        m_transportProblem
            = tr("No way for the sound to the other side was found, however often it was looked for. "
                 "Another network may help, or another call.");
    } else if (state == State::Interrupted) {
        m_transportProblem = tr("The way for the sound is interrupted; another one is looked for.");
    } else if (state == State::Failed) {
        m_transportProblem
            = tr("No way for the sound to the other side was found; a firewall may be between the two.");
    }
    Q_EMIT changed();
}

void AudioSession::transportStateChanged()
{
    using State = MediaTransport::State;
    const QPointer<AudioSession> alive(this);
    switch (m_transport.state()) {
    case State::New:
    case State::Connecting:
    case State::Securing: break;
    case State::Connected:
        m_transportProblem.clear();
        m_renewal.found();
        m_nextHandshake.stop();
        m_newHandshakes = 0;
        if (m_agreedAt && m_figures.connectMs < 0)
            m_figures.connectMs = toMilliseconds(m_controller.clock().now() - *m_agreedAt);
        break;
    case State::Interrupted: m_renewsWay = true; break;
    case State::Failed: break;
    }
    noteWayProblem();
    if (!alive || m_isClosed || !m_transport.isRenewable())
        return;
    if (m_transport.state() == State::Interrupted)
        m_renewal.lost();
    else if (m_transport.state() == State::Failed)
        m_renewal.missed();
}

} // namespace carillon
