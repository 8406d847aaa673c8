#pragma once

#include "SoundReader.h"

#include <QObject>
#include <QStringList>

namespace carillon {

/// What there is to tell of a player: by its worker on the thread that reads, and by the player itself on
/// core's.
class PlayerNews : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void playing(qint64 durationMs); ///< 0: not known
    void playFailed(const QString &sentence);
    void ringRead(const QString &file, const carillon::RingSound &ring);
    void ringFailed(const QString &file, const QString &sentence);
    void found(const QStringList &asked, const QStringList &there);
};

} // namespace carillon
