// Phone::Private: recordings of calls, and how alerts sound.
#include "PhonePrivate.h"
#include "SettingsStore.h"

namespace carillon {

Call *Phone::Private::callOf(const SessionDescriptionHandler *handler) const
{
    for (const auto &call : calls)
        if (const Session *session = call->d->live();
            handler && session && session->sessionDescriptionHandler() == handler)
            return call.get();
    return nullptr;
}

void Phone::Private::wireRecordings()
{
    QObject::connect(&environment.media, &PhoneMedia::recordingBegan, &q,
        [this](SessionDescriptionHandler *handler, const QString &file) {
            if (Call *call = callOf(handler))
                call->d->recordingBegan(file);
        });
    QObject::connect(&environment.media, &PhoneMedia::recordingEnded, &q,
        [this](SessionDescriptionHandler *handler, const QString &problem) {
            if (!problem.isEmpty())
                notice(QStringLiteral("recording-failed"), problem);
            if (Call *call = callOf(handler))
                call->d->recordingEnded(problem);
        });
}

RecordingOrder Phone::Private::recordingOrder() const
{
    const SettingsStore &settings = environment.profile.settings();
    RecordingOrder order;
    order.folder = settings.value(QStringLiteral("recordingFolder"));
    order.rateHz = settings.value(QStringLiteral("recordingRate")).toInt();
    if (settings.value(QStringLiteral("recordingFormat")) == QLatin1String("wav"))
        order.format = RecordingOrder::Format::Wav;
    if (settings.value(QStringLiteral("recordingTone")) == QLatin1String("on"))
        order.tone = RecordingOrder::Tone::Heard;
    return order;
}

void Phone::Private::applyAlertSounds()
{
    const SettingsStore &settings = environment.profile.settings();
    environment.media.setAlertSounds(
        settings.value(QStringLiteral("toneRegion")), settings.value(QStringLiteral("ringFile")));
}

} // namespace carillon
