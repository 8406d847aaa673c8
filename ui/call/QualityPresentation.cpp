#include "QualityPresentation.h"

#include "QualityWords.h"

#include <QCoreApplication>

namespace carillon {
namespace {

using Show = ButtonPresentation::Show;
using Fix = CallState::Fix;

QString text(const char *source)
{
    return QCoreApplication::translate("QualityPresentation", source);
}

/// What is known only by its grade.
QString gradeSentence(CallState::Quality quality)
{
    switch (quality) { // no default: a new grade must break this build
    case CallState::Quality::Unknown: return {};
    case CallState::Quality::Good: return text("The sound is good.");
    case CallState::Quality::Fair: return text("The sound is fair: some of it is lost on the way.");
    case CallState::Quality::Poor: return text("The sound is poor: much of it is lost on the way.");
    }
    Q_UNREACHABLE();
}

QualityDot::Level levelOf(CallState::Quality quality)
{
    switch (quality) { // no default: a new grade must break this build
    case CallState::Quality::Unknown: return QualityDot::Level::Unknown;
    case CallState::Quality::Good: return QualityDot::Level::Good;
    case CallState::Quality::Fair: return QualityDot::Level::Fair;
    case CallState::Quality::Poor: return QualityDot::Level::Poor;
    }
    Q_UNREACHABLE();
}

struct Help {
    QString caption; ///< with its mnemonic
    QString sentence;
};

Help helpOf(Fix fix)
{
    switch (fix) { // no default: a new fix must break this build
    case Fix::None: return {};
    case Fix::Reconnect: return {text("&Connect the sound anew"), text("Look for a way for the sound again")};
    case Fix::UseRelay: return {text("Use the re&lay"), text("Send the sound by way of the relay server")};
    case Fix::ChooseMicrophone:
        return {text("Choose a &microphone"), text("Open the settings to choose another microphone")};
    case Fix::ChooseLoudspeaker:
        return {text("Choose a &loudspeaker"), text("Open the settings to choose another loudspeaker")};
    case Fix::Unmute: return {text("&Unmute the microphone"), text("Unmute your microphone in this call")};
    case Fix::UnmuteSystem:
        return {text("&Unmute it"), text("Unmute the device in the settings of this computer")};
    case Fix::Resume: return {text("&Resume the call"), text("Take the call off hold")};
    }
    Q_UNREACHABLE();
}

} // namespace

void presentQuality(const CallState &call, CallPresentation &shown)
{
    if (call.quality == CallState::Quality::Unknown)
        return;
    shown.quality = levelOf(call.quality);
    shown.qualityWord = QualityWords::word(call.quality);
    QStringList parts{call.qualitySentence.isEmpty() ? gradeSentence(call.quality) : call.qualitySentence};
    parts.append(QualityWords::bothEnds(call.mosHeard, call.mosRemote));
    if (!call.codec.isEmpty())
        parts.append(text("Codec: %1.").arg(call.codec));
    parts.removeAll(QString());
    shown.qualitySentence = parts.join(QLatin1Char(' '));
}

void presentDiagnosis(const CallState &call, CallPresentation &shown)
{
    shown.diagnosis = call.diagnosis.sentence;
    if (shown.diagnosis.isEmpty())
        return;
    // What stands above already, beside its button, is not told twice.
    const bool isSaid = (call.fix == Fix::Resume && call.heldLocal) || call.way == CallState::Way::Failed;
    if (isSaid) {
        shown.diagnosis.clear();
        return;
    }
    const Help help = helpOf(call.fix);
    if (!help.caption.isEmpty())
        shown.fix
            = {.show = Show::Enabled, .checked = false, .caption = help.caption, .sentence = help.sentence};
}

} // namespace carillon
