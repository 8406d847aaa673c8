#pragma once

#include "PhoneError.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace carillon {

/// A verb with its arguments, as `ctl`, D-Bus or the GUI gives them.
struct Command {
    QString verb; ///< "account add", "dial"
    QStringList arguments;
    QList<std::pair<QString, QString>>
        options;                   ///< without dashes, in the order given; a flag has an empty value
    std::optional<QString> secret; ///< the password which --password-stdin or --password-env brought along
    std::optional<QString> turnSecret; ///< and --turn-password-env

    /// Words to a command, by the syntax of the verb; needs no phone. @returns usage with a sentence for an
    /// unknown verb, a wrong number of arguments or an option that the verb does not have.
    static Result<Command, PhoneError> parse(const QStringList &words);
    /// One line for each verb.
    static QString usage();
    static QStringList verbs();

    bool has(QLatin1StringView option) const;
    QString option(QLatin1StringView option) const; ///< the last one; empty when absent
    QStringList all(QLatin1StringView option) const;
};

} // namespace carillon
