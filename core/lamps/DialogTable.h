#pragma once

#include "DialogInfo.h"
#include "Lamp.h"

#include <optional>

namespace carillon {

/// What the documents of one subscription add up to, RFC 4235 §4.1.1 and §3.9: full states replace it,
/// partial ones change it. A plain class.
class DialogTable final
{
public:
    enum class Taken {
        Yes,
        Old, ///< of before; changed nothing
        Gap, ///< one before it is missing: taken, but a full state should be asked for
    };
    Taken take(const DialogInfo &info);
    /// A new subscription begins with nothing.
    void clear();
    /// Unknown before the first document.
    LampState lamp() const;

private:
    void put(const DialogEntry &dialog);

    std::optional<quint32> m_version;
    QList<DialogEntry> m_dialogs; ///< those that stand, at most DialogInfo::Limits::Dialogs
};

} // namespace carillon
