#pragma once

#include "NameAddr.h"

#include <optional>

namespace carillon {

/// Where a call may go on after 3xx, RFC 3261 §8.1.3.4: each target once, the best q first, and never from a
/// sips: to a sip: URI. Plain values in, the next target out.
class RedirectTargets
{
public:
    struct Limits {
        static constexpr qsizetype Contacts = 16; ///< of one response
        static constexpr qsizetype Tried = 32;    ///< targets of one call; then it is a loop
    };

    /// @param first the target of the call.
    explicit RedirectTargets(const NameAddr &first);

    /// Whether @p contact may be called after what was tried. Only sip: and sips:.
    bool mayTry(const NameAddr &contact) const;
    /// Those of @p contacts which may be tried come before what is left of earlier ones.
    void add(const QList<NameAddr> &contacts);
    /// The next one; it counts as tried.
    std::optional<NameAddr> take();
    void noteTried(const NameAddr &target);
    bool isEmpty() const { return m_waiting.isEmpty(); }

    /// Best q first; without q it is 1 (§20.10).
    static QList<NameAddr> byPreference(QList<NameAddr> contacts);

private:
    bool m_isSecure = false;
    QList<NameAddr> m_waiting;
    QList<SipUri> m_tried;
};

} // namespace carillon
