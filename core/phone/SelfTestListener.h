#pragma once

#include <QJsonObject>
#include <functional>

namespace carillon {

/// Who hears of a self-test. A step: {"name", "ok", "value", "unit", "sentence", "running"}; while it is
/// running, "ok" and "value" are null.
struct SelfTestListener {
    /// As it begins, as it ends, and once more where what came later corrects it. May be empty; whoever is
    /// told does not destroy the test.
    std::function<void(const QJsonObject &step)> step;
    /// Once, at the end: {"ok", "steps": [step]}, with those that ended. Whoever is told may destroy the
    /// test.
    std::function<void(const QJsonObject &card)> done;
};

} // namespace carillon
