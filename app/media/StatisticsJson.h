#pragma once

#include <QJsonObject>

namespace carillon {

class AudioSession;
struct AudioPort;

/// What `ctl stats` prints of a call's sound: {"streams": [{"media":"audio","direction":"send"|"receive",
/// ...}], "audio": {"sent": the first, "received": the second}, ...}.
QJsonObject statisticsJson(const AudioSession &session, const AudioPort &port);

} // namespace carillon
