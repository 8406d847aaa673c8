#include "SettingsAccessOf.h"

#include "AccountPresentation.h"
#include "Phone.h"
#include "SettingsStore.h"
#include "SoundDesk.h"

#include <QCoreApplication>

namespace carillon {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("SettingsAccessOf", source);
}

} // namespace

SettingsAccess settingsAccessOf(Phone &phone)
{
    SettingsAccess access;
    access.value = [&phone](const QString &key) { return phone.settings().value(key); };
    access.set
        = [&phone](const QString &key, const QString &value) { return phone.settings().set(key, value); };
    access.devices = [&phone](SoundRole role) { return devicesOf(phone.media(), role); };
    access.isKnown = [&phone](const QString &key) { return phone.settings().isKnown(key); };
    access.accounts = [&phone] {
        QList<SettingsAccess::NamedAccount> accounts;
        for (const Account *account : phone.accounts())
            accounts.append({account->id(), shortAddress(account->settings().aor)});
        return accounts;
    };
    access.previewDial = [&phone](const QString &typed) {
        const auto address = phone.previewDial(typed);
        return address ? text("Dials %1").arg(*address) : address.error().message;
    };
    access.setDoNotDisturb = [&phone](bool on, std::optional<std::chrono::minutes> time) {
        const auto done = phone.setDoNotDisturb(on, time);
        return done ? QString() : done.error().message;
    };
    return access;
}

} // namespace carillon
