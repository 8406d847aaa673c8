#include "ModifiedDescriptionHandler.h"

namespace carillon {

namespace {

using Description = SessionDescriptionHandler::Description;

bool isSdp(const QByteArray &contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed().toLower()
        == "application/sdp";
}

Description modified(Description description, const QList<DescriptionModifier> &modifiers)
{
    if (!isSdp(description.contentType))
        return description;
    for (const DescriptionModifier &modify : modifiers) {
        if (modify)
            description.content = modify(description.content);
    }
    return description;
}

} // namespace

ModifiedDescriptionHandler::ModifiedDescriptionHandler(
    std::unique_ptr<SessionDescriptionHandler> media, DescriptionModifiers modifiers, QObject *parent)
    : SessionDescriptionHandler(parent)
    , m_media(std::move(media))
    , m_modifiers(std::move(modifiers))
{
    Q_ASSERT(m_media);
    connect(m_media.get(), &SessionDescriptionHandler::remoteHoldChanged, this,
        &SessionDescriptionHandler::remoteHoldChanged);
    connect(m_media.get(), &SessionDescriptionHandler::dtmfReceived, this,
        &SessionDescriptionHandler::dtmfReceived);
    connect(m_media.get(), &SessionDescriptionHandler::fragmentReady, this,
        &SessionDescriptionHandler::fragmentReady);
    connect(m_media.get(), &SessionDescriptionHandler::failed, this, &SessionDescriptionHandler::failed);
}

ModifiedDescriptionHandler::~ModifiedDescriptionHandler() = default;

bool ModifiedDescriptionHandler::understands(QByteArrayView contentType) const
{
    return m_media->understands(contentType);
}

std::optional<MediaError> ModifiedDescriptionHandler::judge(const Description &offer) const
{
    return m_media->judge(modified(offer, m_modifiers.incoming));
}

void ModifiedDescriptionHandler::createDescription(
    const DescriptionOptions &options, DescriptionCallback done)
{
    m_media->createDescription(options,
        [done = std::move(done), modifiers = m_modifiers.outgoing](Result<Description, MediaError> made) {
            done(made ? Result<Description, MediaError>(modified(*std::move(made), modifiers))
                      : std::move(made));
        });
}

void ModifiedDescriptionHandler::applyDescription(const Description &remote, AppliedCallback done)
{
    m_media->applyDescription(modified(remote, m_modifiers.incoming), std::move(done));
}

void ModifiedDescriptionHandler::rollback()
{
    m_media->rollback();
}

SessionDescriptionHandler::DtmfResult ModifiedDescriptionHandler::sendDtmf(
    QByteArrayView digits, int durationMs)
{
    return m_media->sendDtmf(digits, durationMs);
}

bool ModifiedDescriptionHandler::isRemoteHold() const
{
    return m_media->isRemoteHold();
}

bool ModifiedDescriptionHandler::setMuted(bool muted)
{
    return m_media->setMuted(muted);
}

void ModifiedDescriptionHandler::allowMedia()
{
    m_media->allowMedia();
}

void ModifiedDescriptionHandler::close()
{
    m_media->close();
}

} // namespace carillon
