#pragma once

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
    QString digits = {};    ///< sent after the answer: 0-9 * # A-D, `,` for a pause, `;` for a yes
};

} // namespace carillon
