#pragma once

#include "SessionDescriptionHandler.h"

#include <QList>
#include <functional>
#include <memory>

namespace carillon {

/// Changes the content of a description of type application/sdp; others pass as they are. SIP.js' modifiers,
/// without their waiting: a description is text, and text changes at once.
using DescriptionModifier = std::function<QByteArray(const QByteArray &)>;

/// What a program does to descriptions on their way, in this order.
struct DescriptionModifiers {
    QList<DescriptionModifier> outgoing; ///< what our media made, before it is sent
    QList<DescriptionModifier> incoming; ///< what the peer sent, before our media reads it
    bool isEmpty() const { return outgoing.isEmpty() && incoming.isEmpty(); }
};

/// Any media with modifiers around it; the session does not know of them. Core thread.
class ModifiedDescriptionHandler final : public SessionDescriptionHandler
{
    Q_OBJECT
public:
    ModifiedDescriptionHandler(std::unique_ptr<SessionDescriptionHandler> media,
        DescriptionModifiers modifiers, QObject *parent = nullptr);
    ~ModifiedDescriptionHandler() override;
    SessionDescriptionHandler &media() const { return *m_media; } ///< what is inside

    bool understands(QByteArrayView contentType) const override;
    std::optional<MediaError> judge(const Description &offer) const override;
    void createDescription(const DescriptionOptions &options, DescriptionCallback done) override;
    void applyDescription(const Description &remote, AppliedCallback done) override;
    void rollback() override;
    DtmfResult sendDtmf(QByteArrayView digits, int durationMs) override;
    DtmfResult sendInBandDtmf(QByteArrayView digits, int durationMs) override
    {
        return m_media->sendInBandDtmf(digits, durationMs);
    }
    bool isRemoteHold() const override;
    bool setMuted(bool muted) override;
    bool tryOtherProfile() override { return m_media->tryOtherProfile(); }
    bool wantsTrickle() const override { return m_media->wantsTrickle(); }
    void applyFragment(QByteArrayView body) override { m_media->applyFragment(body); }
    QByteArray fragmentSoFar() const override { return m_media->fragmentSoFar(); }
    void allowMedia() override;
    void close() override;

private:
    const std::unique_ptr<SessionDescriptionHandler> m_media;
    const DescriptionModifiers m_modifiers;
};

} // namespace carillon
