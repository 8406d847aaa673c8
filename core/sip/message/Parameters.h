#pragma once

#include "Result.h"
#include "SyntaxError.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace carillon {

/// `;name=value;flag` in the order of the wire. Names compare without case; a value keeps its quotes, if it
/// has any.
struct Parameters {
    struct Parameter {
        QByteArray name;
        std::optional<QByteArray> value; ///< absent for a flag such as `;lr`
        friend bool operator==(const Parameter &, const Parameter &) = default;
    };
    QList<Parameter> list;

    bool contains(QByteArrayView name) const;
    /// The value, empty for a flag; nothing when the parameter is absent.
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// The value as a number of seconds or the like; nothing when it is absent or not a number below 2^32.
    std::optional<quint32> number(QByteArrayView name) const;
    /// Replaces or appends.
    void set(QByteArrayView name, std::optional<QByteArray> value = std::nullopt);
    void remove(QByteArrayView name);
    /// With a leading `;` for each; empty when there are none.
    QByteArray toBytes() const;

    friend bool operator==(const Parameters &, const Parameters &) = default;
};

} // namespace carillon
