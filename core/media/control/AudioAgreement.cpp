// AudioSession: from what was agreed to a stream.
#include "AudioSession.h"
#include "Logging.h"
#include "MediaController.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"

#include <QPointer>

namespace carillon {

/// An address that nothing can be sent to is no agreement, unless it says so: the hold of RFC 2543.
void AudioSession::lookUpOffer(const NegotiatedAudio &offered, AppliedCallback done)
{
    m_offeredAddress.clear();
    // With ICE the candidates count, and c= may name anything (RFC 8839 §4.3).
    if (offered.rejected || !offered.hasAddress || offered.ice) {
        done({});
        return;
    }
    m_offeredHost = offered.remoteRtp.address;
    m_offerLookup.start(
        m_offeredHost, AF_UNSPEC, this, [this, done = std::move(done)](const QHostAddress &address) {
            m_offeredAddress = address;
            if (!address.isNull()) {
                done({});
                return;
            }
            m_offerAnswer.rollback();
            done(Failure<MediaError>(noAddress()));
        });
}

void AudioSession::agreementChanged(AppliedCallback done)
{
    m_agreedHold = m_hold;
    const bool hasTakenWay = m_transport.isRenewed() && !audio()->rejected;
    if (hasTakenWay || !audio()->ice)
        m_renewsWay = false; // whoever asked for it
    m_refusal.clear();
    const QHostAddress offered = std::exchange(m_offeredAddress, {});
    const NegotiatedAudio &agreed = *audio();
    if (agreed.rejected || !agreed.hasAddress || agreed.ice) {
        m_lookup.cancel();
        useAgreement({}, done);
    } else if (!offered.isNull() && m_offeredHost == agreed.remoteRtp.address) {
        m_lookup.cancel();
        useAgreement(offered, done);
    } else {
        m_lookup.start(agreed.remoteRtp.address, familyOf(m_localAddress), this,
            [this, done = std::move(done)](const QHostAddress &address) {
                if (address.isNull())
                    done(Failure<MediaError>(noAddress()));
                else
                    useAgreement(address, done);
            });
    }
}

void AudioSession::useAgreement(const QHostAddress &remote, const AppliedCallback &done)
{
    m_remoteAddress = remote;
    if (m_remoteAddress.isLinkLocal() && m_remoteAddress.scopeId().isEmpty())
        m_remoteAddress.setScopeId(m_localAddress.scopeId());
    notePeerAddress();
    const QPointer<AudioSession> self(this); // a slot may end the call
    const auto isOver = [&self] { return !self || self->m_isClosed; };
    const AppliedCallback then = done; // it may be ours, and gone with us
    const bool held = audio()->remoteHold;
    if (!m_agreedAt)
        m_agreedAt = m_controller.clock().now();
    m_isPeerGone = false;
    if (!audio()->rejected)
        m_transport.agree(*audio(), m_remoteAddress);
    if (isOver())
        return;
    syncStream();
    if (!isOver() && std::exchange(m_remoteHold, held) != held) {
        applyConference();
        Q_EMIT remoteHoldChanged(held);
    }
    if (!isOver())
        Q_EMIT changed();
    if (!isOver())
        then({});
}

void AudioSession::syncStream()
{
    const NegotiatedAudio *agreed = audio();
    if (!m_isMediaAllowed || !agreed || m_lookup.isBusy() || m_isClosed)
        return;
    if (agreed->rejected) {
        dropStream();
        return;
    }
    if (!m_transport.isReady()) { // readyChanged() comes; nothing flows in the clear until then
        dropStream();
        return;
    }
    if (const auto sockets = m_transport.sockets(); !m_controls || sockets != m_streamSockets) {
        m_transport.beginMedia();
        m_streamSockets = sockets;
    }
    NegotiatedAudio audio = *agreed;
    const bool isOneHost = audio.remoteRtcp.address == audio.remoteRtp.address;
    audio.remoteRtp.address = m_remoteAddress.toString().toLatin1();
    if (isOneHost || m_remoteAddress.isNull())
        audio.remoteRtcp.address = audio.remoteRtp.address;
    applyAgreement(audio, *m_transport.sockets(), m_parameters);
    m_transport.applyTo(m_parameters);
    m_parameters.endpoint = m_agreedHold ? StreamEndpoint{EndpointKind::Silence, 0} : m_options.endpoint;
    StreamError error = StreamError::None;
    auto setup = StreamSetup::create(m_parameters, &error);
    if (!setup) {
        qCWarning(lcMedia, "No stream can be made of what was agreed (%d)", int(error));
        Q_EMIT failed({MediaError::Kind::NotAcceptable, tr("The sound of the call could not be set up.")});
        return;
    }
    if (!m_parameters.sending)
        m_digits.clear();
    if (m_controls)
        m_controller.update(m_parameters.id, std::move(setup), m_transport.sockets());
    else
        startStream(std::move(setup));
    applyMute();
}

void AudioSession::startStream(std::unique_ptr<StreamSetup> setup)
{
    m_digitsPosted = 0;
    m_controls = m_controller.add(*this, std::move(setup), m_transport.sockets());
    m_early.begin(m_controller.clock().now());
    m_isSilent = false;
    if (m_tap)
        m_controller.post(SetRecordingTap{m_parameters.id, m_tap});
}

void AudioSession::setRecordingTap(std::shared_ptr<RecordingTap> tap)
{
    Q_ASSERT(isOnItsThread());
    m_tap = std::move(tap);
    if (m_controls)
        m_controller.post(SetRecordingTap{m_parameters.id, m_tap});
}

void AudioSession::streamRefused()
{
    m_controls = nullptr;
    becomeNewSource();
    Q_EMIT failed({MediaError::Kind::NoPort, tr("The sound of the call could not be started.")});
}

void AudioSession::dropStream()
{
    if (!m_controls)
        return;
    m_figures.stream = m_controls->statistics();
    m_controls = nullptr;
    m_streamSockets.reset();
    m_isSilent = false;
    m_controller.remove(m_parameters.id);
    if (!m_isClosed)
        m_transport.endMedia();
    m_lastSample = {};
    m_digits.clear();
    becomeNewSource();
}

} // namespace carillon
