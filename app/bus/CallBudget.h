#pragma once

#include "Clock.h"

#include <QHash>
#include <QString>

namespace carillon {

/// How many calls a program may make: some at once, then so many a second; and all together likewise. A plain
/// class; time is an argument, since it does not live on the core thread.
class CallBudget final
{
public:
    struct Limits {
        static constexpr double Burst = 100; ///< of one caller
        static constexpr double Rate = 50;   ///< a second
        static constexpr double AllBurst = 300;
        static constexpr double AllRate = 150;
        static constexpr qsizetype Callers = 256; ///< that are told apart; the quietest is forgotten
    };
    /// Takes one call of @p caller into account. @returns whether it may be made.
    bool take(const QString &caller, TimePoint now);

private:
    struct Bucket {
        double left = 0;
        TimePoint at;
        bool take(double burst, double rate, TimePoint now);
    };
    void makeRoom();

    QHash<QString, Bucket> m_callers;
    Bucket m_all{Limits::AllBurst, {}};
};

} // namespace carillon
