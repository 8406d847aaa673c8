#pragma once

#include "Clock.h"

#include <QString>
#include <functional>

class QWidget;

namespace carillon {

/// The desktop's leave for one of our windows to come to the front: a token that came with a click elsewhere.
/// The first window that a person asked for takes it; whoever shows one without being asked does not come by
/// here.
class ActivationLeave final
{
public:
    /// A click is of the moment: a window that comes later has nothing to do with it.
    static constexpr std::chrono::seconds lifetime{10};
    /// Gives @p token to @p window, which is about to be shown; of an empty one it forgets the last.
    using Use = std::function<void(QWidget &window, const QString &token)>;

    /// @param use empty: useActivationToken()
    explicit ActivationLeave(Clock &clock, Use use = {});
    void give(const QString &token); ///< the newest counts; empty: none
    bool isGiven() const;
    /// Shows, raises and activates @p window, with the leave where there is one, which is over then.
    void bringForward(QWidget &window);

private:
    Clock &m_clock;
    const Use m_use;
    QString m_token;
    TimePoint m_since;
};

} // namespace carillon
