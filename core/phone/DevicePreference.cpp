#include "DevicePreference.h"

#include "SettingRules.h"
#include "SettingsStore.h"

#include <QScopedValueRollback>
#include <array>

namespace carillon {

namespace {

using Role = PhoneMedia::Role;

constexpr QLatin1StringView idPrefix("id:");

bool isReal(const QString &spec)
{
    return spec == QLatin1String("default") || spec.startsWith(idPrefix);
}

/// As it stands in a list; an id has no comma, but a device may be given by its name.
QString idOf(const QString &spec)
{
    QString id = spec.startsWith(idPrefix) ? spec.mid(idPrefix.size()) : spec;
    return id.replace(QLatin1Char(','), QLatin1String("%2C"));
}

QString specOf(const QString &id)
{
    return id == QLatin1String("default") || id == QLatin1String("null") ? id : idPrefix + id;
}

QStringList withFirst(const QString &id, QStringList order)
{
    order.removeAll(id);
    order.prepend(id);
    return order.mid(0, SettingRules::MostDevices);
}

} // namespace

struct DevicePreference::Keys {
    Role role;
    QLatin1StringView chosen;
    QLatin1StringView order;
    QLatin1StringView volume;

    static const std::array<Keys, 3> all;
    static const Keys &of(Role role)
    {
        return *std::find_if(all.begin(), all.end(), [role](const Keys &keys) { return keys.role == role; });
    }
};

const std::array<DevicePreference::Keys, 3> DevicePreference::Keys::all{
    Keys{Role::Input, QLatin1StringView("audioInput"), QLatin1StringView("audioInputs"),
        QLatin1StringView("inputVolume")},
    Keys{Role::Output, QLatin1StringView("audioOutput"), QLatin1StringView("audioOutputs"),
        QLatin1StringView("outputVolume")},
    Keys{Role::Ring, QLatin1StringView("ringDevice"), QLatin1StringView("rings"),
        QLatin1StringView("ringVolume")},
};

DevicePreference::DevicePreference(SettingsStore &settings, PhoneMedia &media)
    : m_settings(settings)
    , m_media(media)
{
}

QString DevicePreference::refusal(const QString &key, const QString &value)
{
    if (m_isFollowing)
        return {}; // the order may name what is not plugged in
    for (const Keys &keys : Keys::all) {
        if (key != keys.chosen)
            continue;
        const QString sentence = m_media.setDevice(keys.role, value);
        if (sentence.isEmpty() && isReal(value))
            m_media.setPreferred(keys.role, orderOf(keys, value));
        return sentence;
    }
    return {};
}

/// Where one is chosen to ring, the others are not meant.
QStringList DevicePreference::orderOf(const Keys &keys, const QString &chosen) const
{
    const QString id = idOf(chosen);
    return keys.role == Role::Ring ? QStringList(id)
                                   : withFirst(id, m_settings.value(keys.order).split(QLatin1Char(',')));
}

void DevicePreference::changed(const QString &key, const QString &value)
{
    if (m_isFollowing)
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    for (const Keys &keys : Keys::all) {
        if (key == keys.volume) {
            m_media.setVolume(keys.role, value.toInt());
        } else if (key == keys.chosen && isReal(value)) {
            m_settings.set(keys.order, orderOf(keys, value).join(QLatin1Char(',')));
        } else if (key == keys.order) {
            const QStringList now = value.split(QLatin1Char(','));
            m_settings.set(keys.chosen, specOf(now.first()));
            m_media.setPreferred(keys.role, now);
        }
    }
}

QStringList DevicePreference::order(const SettingsStore &settings, Role role)
{
    const Keys &keys = Keys::of(role);
    const QString chosen = settings.value(keys.chosen);
    return isReal(chosen) ? withFirst(idOf(chosen), settings.value(keys.order).split(QLatin1Char(',')))
                          : QStringList();
}

int DevicePreference::volume(const SettingsStore &settings, Role role)
{
    return settings.value(Keys::of(role).volume).toInt();
}

} // namespace carillon
