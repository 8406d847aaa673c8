#include "LateAnswer.h"

#include "Phone.h"

namespace carillon {

LateAnswer::LateAnswer(Phone &phone, CommandListener listener, std::function<CommandResult()> verb)
    : m_listener(std::move(listener))
    , m_verb(std::move(verb))
    , m_patience(phone.clock())
{
    connect(&phone, &Phone::warned, this, [this](const QString &code, const QString &sentence) {
        warning = PhoneError{code, sentence};
    });
    m_patience.start(Patience, [this] { finish(); });
}

void LateAnswer::finish()
{
    const auto verb = std::exchange(m_verb, {});
    if (!verb)
        return;
    m_patience.stop();
    const CommandResult result = verb();
    if (warning && m_listener.warned)
        m_listener.warned(*warning);
    m_listener.done(result);
}

} // namespace carillon
