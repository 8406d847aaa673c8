#pragma once

#include "Command.h"

#include <QVariant>

namespace carillon {

/// What a method of org.carillon.Carillon1 means as commands of the table that `ctl` uses.
struct BusMethod {
    enum class Answer {
        Nothing,
        Json,    ///< the result of the last command
        CallOfIt ///< its member "call"
    };
    enum class Chain {
        StopsAtError,
        GoesOn ///< what is to be undone may be over already
    };
    const char *name;
    const char *signature; ///< of what goes in
    Answer answer;
    /// One after the other. @p arguments fit the signature.
    PhoneResult<QList<Command>> (*commands)(const QVariantList &arguments);
    Chain chain = Chain::StopsAtError;

    /// Null when there is no such method.
    static const BusMethod *of(const QString &name);
};

} // namespace carillon
