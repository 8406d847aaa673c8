#include "ServiceOrder.h"

namespace carillon {

QList<ServiceRecord> inOrderOfUse(QList<ServiceRecord> records, Random &random)
{
    records.removeIf(
        [](const ServiceRecord &record) { return record.target.isEmpty() || record.target == u'.'; });
    // Those of weight 0 go first in the running sum, so that they are drawn hardly ever but not never.
    std::stable_sort(records.begin(), records.end(), [](const ServiceRecord &a, const ServiceRecord &b) {
        return std::pair(a.priority, a.weight > 0) < std::pair(b.priority, b.weight > 0);
    });
    for (auto at = records.begin(); at != records.end(); ++at) {
        const auto sameEnd = std::find_if(
            at, records.end(), [&](const ServiceRecord &record) { return record.priority != at->priority; });
        quint32 sum = 0;
        for (auto one = at; one != sameEnd; ++one)
            sum += one->weight;
        const quint32 drawn = random.below(sum + 1);
        quint32 running = 0;
        auto chosen = at;
        while (chosen + 1 != sameEnd && (running += chosen->weight) < drawn)
            ++chosen;
        std::rotate(at, chosen, chosen + 1);
    }
    return records;
}

} // namespace carillon
