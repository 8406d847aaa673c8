#pragma once

#include <QJsonObject>
#include <QStringList>
#include <optional>

class QLocalSocket;

namespace carillon {

/// `carillon ctl`, and the second start: the other end of ControlServer's socket. A process of its own, so it
/// may block.
namespace ControlClient {

/// Exit codes of `carillon ctl`.
enum Exit { Done = 0, Failed = 1, Usage = 2, NotRunning = 3 };

/// Runs one verb: a JSON value on stdout for each answer, an error on stderr.
int run(const QString &profileDirectory, const QStringList &words);
/// What became of a second start.
struct HandOver {
    enum class Outcome {
        Taken,
        Refused,
        Quitting, ///< the running phone is about to end
        Nobody,   ///< answers: none runs, or it is starting itself
    } outcome
        = Outcome::Nobody;
    QString sentence; ///< why it was refused
};
/// Tells the running phone of a second start.
HandOver handOver(const QString &profileDirectory, const QString &uri, bool background);

} // namespace ControlClient
} // namespace carillon
