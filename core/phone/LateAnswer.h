#pragma once

#include "Clock.h"
#include "CommandTable.h"

namespace carillon {

/// The answer to a verb that has to wait for something first, for Patience at most. What the phone warns of
/// meanwhile goes along. Destroying it drops it.
class LateAnswer final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Patience{2};
    LateAnswer(Phone &phone, CommandListener listener, std::function<CommandResult()> verb);
    /// What was warned of before.
    std::optional<PhoneError> warning;
    void finish();

private:
    CommandListener m_listener;
    std::function<CommandResult()> m_verb;
    Timer m_patience;
};

} // namespace carillon
