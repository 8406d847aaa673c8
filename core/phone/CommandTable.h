#pragma once

#include "PhoneError.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace carillon {

class Phone;

/// A verb with its arguments, as `ctl`, D-Bus or the GUI gives them.
struct Command {
    QString verb; ///< "account add", "dial"
    QStringList arguments;
    QList<std::pair<QString, QString>> options; ///< without dashes, in the order given; a flag has an empty value
    std::optional<QString> secret; ///< the password which --password-stdin or --password-env brought along

    bool has(QLatin1StringView option) const;
    QString option(QLatin1StringView option) const; ///< the last one; empty when absent
    QStringList all(QLatin1StringView option) const;
};

/// What a command came to.
struct CommandError {
    enum class Kind { Failed, Usage } kind = Kind::Failed; ///< ctl's exit code: 1, 2
    PhoneError error;
};
using CommandResult = Result<QJsonValue, CommandError>;

/// Who gave a command and hears of it.
struct CommandListener {
    std::function<void(const QJsonValue &)> line; ///< `events`: one JSON value after the other
    std::function<void(const CommandResult &)> done; ///< once; a null value for a stream that ended
};

/// The verbs of `carillon ctl`: one verb, one implementation, whoever asks. Core thread.
class CommandTable final
{
public:
    explicit CommandTable(Phone &phone);
    CommandTable(const CommandTable &) = delete;
    CommandTable &operator=(const CommandTable &) = delete;
    ~CommandTable();

    /// Words to a command, by the verb's syntax; needs no phone. @returns a sentence for an unknown verb or a wrong argument.
    static Result<Command, PhoneError> parse(const QStringList &words);
    /// One line for each verb.
    static QString usage();

    /// Runs it. `done` may be called before this returns. @returns what has to be kept while it runs (destroying it ends
    /// `events`), or null when it is over.
    std::unique_ptr<QObject> run(const Command &command, CommandListener listener);
    /// `quit` was asked: the program stops the phone and ends.
    std::function<void()> quitRequested;

private:
    Phone &m_phone;
};

} // namespace carillon
