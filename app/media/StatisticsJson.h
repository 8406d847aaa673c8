#pragma once

#include <QJsonObject>

namespace carillon {

class AudioSession;
struct AudioPort;

/// What `ctl stats` prints of a call's sound: {"streams": [{"media":"audio","direction":"send"|"receive", ...}], ...}.
QJsonObject statisticsJson(const AudioSession &session, const AudioPort &port);

} // namespace carillon
