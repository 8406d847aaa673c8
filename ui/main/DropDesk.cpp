#include "DropDesk.h"

#include "CallDesk.h"
#include "CallDropZone.h"
#include "CallsBar.h"
#include "MainWindow.h"
#include "RecentPanel.h"
#include "RowList.h"

namespace carillon {

DropDesk::DropDesk(MainWindow &window, CallDesk &calls, QObject *parent)
    : QObject(parent)
{
    RecentPanel &recent = window.recent();
    const auto offers
        = [&recent, &calls](const QString &callId, const QPoint &at) -> std::optional<CallDropZone::Offer> {
        const QModelIndex row = recent.list().indexAt(at);
        const QList<CallState> live = calls.liveCalls();
        const auto dragged = std::find_if(
            live.begin(), live.end(), [&](const CallState &call) { return call.id == callId; });
        if (!row.isValid() || dragged == live.end() || dragged->phase != CallState::Phase::Established)
            return std::nullopt;
        const HistoryEntry entry = recent.entryAt(row);
        return CallDropZone::Offer{recent.list().visualRect(row),
            presentChip({TransferTarget::Kind::Person, nameOf(entry, calls.domains()), entry.remoteUri},
                nameOf(*dragged), calls.optionsFor(*dragged))};
    };
    auto *zone = new CallDropZone(*recent.list().viewport(), offers);
    connect(zone, &CallDropZone::dropped, &calls, &CallDesk::handOver);
    connect(&window.callsBar(), &CallsBar::joinRequested, &calls, &CallDesk::handOver);
}

} // namespace carillon
