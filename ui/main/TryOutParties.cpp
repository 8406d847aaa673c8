#include "TryOutParties.h"

#include "AccountPresentation.h"
#include "Phone.h"

namespace carillon {
namespace {

constexpr const char *extensions[] = {"echo", "music", "friend", "busy", "noanswer"};

std::optional<HistoryEntry> partyOf(const Phone &phone, QLatin1String extension)
{
    for (const Account *account : phone.accounts()) {
        if (!account->isTryOut())
            continue;
        HistoryEntry entry;
        entry.accountId = account->id();
        entry.remoteName = extension;
        entry.remoteUri
            = QStringLiteral("sip:%1@%2")
                  .arg(extension, shortAddress(account->settings().aor).section(QLatin1Char('@'), -1));
        return entry;
    }
    return std::nullopt;
}

} // namespace

QList<HistoryEntry> tryOutParties(const Phone &phone)
{
    QList<HistoryEntry> parties;
    for (const char *extension : extensions) {
        if (const auto party = partyOf(phone, QLatin1String(extension)))
            parties.append(*party);
    }
    return parties;
}

std::optional<HistoryEntry> tryOutFriend(const Phone &phone)
{
    return partyOf(phone, QLatin1String("friend"));
}

Suggest suggestionsFor(const Phone &phone)
{
    return [&phone](const QString &text) {
        QList<HistoryEntry> found = suggestionsOf(phone.history(), text);
        for (const HistoryEntry &party : tryOutParties(phone)) {
            const auto same = [&](const HistoryEntry &entry) {
                return shortAddress(entry.remoteUri) == shortAddress(party.remoteUri);
            };
            if (party.remoteName.startsWith(text, Qt::CaseInsensitive)
                && std::none_of(found.begin(), found.end(), same))
                found.append(party);
        }
        return found;
    };
}

} // namespace carillon
