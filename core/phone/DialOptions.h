#pragma once

#include "RingingDialog.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

namespace carillon {

/// How a person wants to call somebody.
struct DialOptions {
    QString accountId; ///< empty: the default account, or the first that is ready
    QList<std::pair<QByteArray, QByteArray>> headers;
    bool withoutSdp = false;
    bool anonymous = false;
    QString consultOf = {}; ///< id of the call it is dialled for, see Phone::consult()
    /// Of Phone::pickUp(): for whom it rings, fit to be shown; empty: no pick-up.
    QString pickUpFor = {};
    std::optional<RingingDialog> replaces = {}; ///< the dialog that the call takes over, while it is early
    QString digits = {}; ///< sent after the answer: 0-9 * # A-D, `,` for a pause, `;` for a yes
};

} // namespace carillon
