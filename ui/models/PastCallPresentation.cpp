#include "PastCallPresentation.h"

#include "AccountPresentation.h"
#include "PlainText.h"
#include "QualityWords.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace carillon {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("PastCallPresentation", source);
}

QString chainOf(const HistoryEntry &entry)
{
    QStringList parts;
    if (!entry.via.isEmpty())
        parts.append(text("Handed to you by %1.").arg(isolated(entry.via)));
    if (!entry.transferredTo.isEmpty())
        parts.append(text("You handed it over to %1.").arg(isolated(entry.transferredTo)));
    return parts.join(QLatin1Char(' '));
}

PastRecording recordingOf(const QString &file, bool isThere, const QString &title)
{
    const QFileInfo info(file);
    PastRecording recording{file, title, info.fileName(), isThere};
    if (!isThere)
        recording.place
            = text("The file %1 is no longer there. It was moved, renamed or deleted: look for it in "
                   "%2 or in the waste bin.")
                  .arg(isolated(info.fileName()), isolated(QDir::toNativeSeparators(info.path())));
    return recording;
}

} // namespace

PastCallPresentation presentPastCall(
    const HistoryEntry &entry, const Moment &moment, const std::function<bool(const QString &)> &isThere)
{
    PastCallPresentation shown;
    shown.name = nameOf(entry, moment.domains);
    const QString address = friendlyAddress(entry.remoteUri, moment.domains.value(entry.accountId));
    shown.address = address == shown.name ? QString() : address;
    shown.sentence = outcomeSentence(entry, shown.name);
    shown.when = moment.locale.toString(entry.startedAt.toLocalTime(), QLocale::LongFormat);
    if (entry.durationMs > 0)
        shown.lasted = text("It lasted %1.").arg(durationText(entry.durationMs));
    shown.chain = chainOf(entry);
    shown.quality = QualityWords::ofThePast(entry.mosMean, entry.mosLeast);
    shown.qualitySentence = entry.qualitySentence;
    const int count = int(entry.recordings.size());
    for (int i = 0; i < count; ++i) {
        const QString &file = entry.recordings.at(i);
        shown.recordings.append(recordingOf(file, isThere(file),
            count > 1 ? text("Recording %1 of %2").arg(i + 1).arg(count) : text("Recording")));
    }
    return shown;
}

} // namespace carillon
