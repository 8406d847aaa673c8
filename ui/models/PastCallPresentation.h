#pragma once

#include "RecentModel.h"

#include <functional>

namespace carillon {

/// One recording of a call that is over.
struct PastRecording {
    QString file;
    QString title; ///< "Recording 2"
    QString place; ///< name of the file, or why there is none
    bool isThere = true;
    friend bool operator==(const PastRecording &, const PastRecording &) = default;
};

/// All that is known of a call that is over. All texts are plain.
struct PastCallPresentation {
    QString name;
    QString address;  ///< empty where it is the name
    QString sentence; ///< "You called Bob and spoke."
    QString when;
    QString lasted;          ///< empty where nobody answered
    QString chain;           ///< who handed it over, and to whom; empty: nobody
    QString quality;         ///< "The sound was good, at its worst poor."
    QString qualitySentence; ///< why
    QList<PastRecording> recordings;
};
/// @p isThere: whether a file is where it was.
PastCallPresentation presentPastCall(
    const HistoryEntry &entry, const Moment &moment, const std::function<bool(const QString &file)> &isThere);

} // namespace carillon
