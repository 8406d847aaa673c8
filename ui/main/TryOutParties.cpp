#include "TryOutParties.h"

#include "AccountPresentation.h"
#include "Favourites.h"
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
        QList<HistoryEntry> found = favouritesFor(phone.favourites().list(), text);
        for (const HistoryEntry &entry : suggestionsOf(phone.history(), text))
            addSuggestion(found, entry);
        for (const HistoryEntry &party : tryOutParties(phone)) {
            if (party.remoteName.startsWith(text, Qt::CaseInsensitive))
                addSuggestion(found, party);
        }
        return found;
    };
}

} // namespace carillon
