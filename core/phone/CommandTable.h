#pragma once

#include "Command.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <optional>

namespace carillon {

class Phone;

/// What a command came to.
struct CommandError {
    enum class Kind { Failed, Usage } kind = Kind::Failed; ///< ctl's exit code: 1, 2
    PhoneError error;
};
using CommandResult = Result<QJsonValue, CommandError>;

/// Who gave a command and hears of it.
struct CommandListener {
    std::function<void(const QJsonValue &)> line;    ///< `events`, `selftest --follow`: one after the other
    std::function<void(const CommandResult &)> done; ///< once; a null value for a stream that ended
    /// Before done, perhaps: it is done, but a person should know this. May be empty.
    std::function<void(const PhoneError &)> warned = {};
};

/// The verbs of `carillon ctl`: one verb, one implementation, whoever asks. Core thread.
class CommandTable final
{
public:
    explicit CommandTable(Phone &phone);
    CommandTable(const CommandTable &) = delete;
    CommandTable &operator=(const CommandTable &) = delete;
    ~CommandTable();

    /// Runs it. `done` may be called before this returns. @returns what has to be kept while it runs
    /// (destroying it ends `events`), or null when it is over.
    std::unique_ptr<QObject> run(const Command &command, CommandListener listener);
    /// A verb whose work is done outside of the phone; its syntax stands with the others.
    void add(const QString &verb, std::function<CommandResult(const Command &)> run);
    /// `quit` was asked: the program stops the phone and ends.
    std::function<void()> quitRequested;

private:
    std::unique_ptr<QObject> events(const Command &command, CommandListener listener);
    std::unique_ptr<QObject> recorded(const QString &id, CommandListener listener);
    std::unique_ptr<QObject> selfTest(const Command &command, CommandListener listener);

    Phone &m_phone;
    QHash<QString, std::function<CommandResult(const Command &)>> m_verbs;
    std::optional<PhoneError> m_warning; ///< of the verb that runs
    QPointer<QObject> m_selfTest;        ///< the one that runs
    QObject m_context;
};

} // namespace carillon
