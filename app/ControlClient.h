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
/// Tells the running phone of a second start. @returns whether one heard it, within some seconds: it may be
/// starting itself.
bool handOver(const QString &profileDirectory, const QString &uri, bool background);

} // namespace ControlClient
} // namespace carillon
