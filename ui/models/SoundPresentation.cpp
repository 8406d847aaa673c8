#include "SoundPresentation.h"

#include "SettingRules.h"

#include <QCoreApplication>

namespace carillon {
namespace {

const QString followSystem = QStringLiteral("default");
const QLatin1String idPrefix("id:");

QString text(const char *source)
{
    return QCoreApplication::translate("SoundPresentation", source);
}

/// What a script put in place of a device, in words.
QString standIn(const QString &spec)
{
    if (spec == QLatin1String("null"))
        return text("None: silence");
    if (spec.startsWith(QLatin1String("tone:")))
        return text("A tone of %1 Hz").arg(spec.mid(5));
    if (spec.startsWith(QLatin1String("file:")))
        return text("The file %1").arg(spec.section(QLatin1Char('/'), -1).remove(QLatin1String("file:")));
    return spec;
}

const DeviceChoice *find(const QList<DeviceChoice> &devices, const QString &idOrName)
{
    for (const DeviceChoice &device : devices) {
        if (device.id == idOrName)
            return &device;
    }
    for (const DeviceChoice &device : devices) {
        if (device.name == idOrName) // a script may say it so
            return &device;
    }
    return nullptr;
}

/// The ids in their order: what the settings say, the system's choice, what is there besides.
QStringList orderedIds(SoundRole role, const DeviceWish &wish, const QList<DeviceChoice> &devices)
{
    QStringList ids;
    const auto add = [&](const QString &wanted) {
        const DeviceChoice *device = find(devices, wanted);
        const QString id = device ? device->id : wanted;
        if (!id.isEmpty() && !ids.contains(id))
            ids.append(id);
    };
    if (role == SoundRole::Ring)
        add(followSystem); // the ticks say it all: the rows keep their places
    else if (wish.chosen.startsWith(idPrefix))
        add(wish.chosen.mid(idPrefix.size()));
    else if (wish.chosen == followSystem)
        add(followSystem);
    if (role != SoundRole::Ring) {
        for (const QString &id : wish.order.split(QLatin1Char(','), Qt::SkipEmptyParts))
            add(id);
        add(followSystem);
    }
    for (const DeviceChoice &device : devices)
        add(device.id);
    if (role == SoundRole::Ring) {
        for (const QString &id : wish.order.split(QLatin1Char(','), Qt::SkipEmptyParts))
            add(id); // not connected
    }
    return ids;
}

QString hintOf(const DeviceChoice &device)
{
    QStringList hints;
    if (device.isInUse)
        hints.append(text("in use now"));
    if (device.isMuted)
        hints.append(text("muted by the system"));
    return hints.join(QStringLiteral(" · "));
}

OrderedRow systemRow(const QList<DeviceChoice> &devices)
{
    OrderedRow row{followSystem, text("Follow the system")};
    for (const DeviceChoice &device : devices) {
        if (device.isDefault)
            row.hint = text("at the moment: %1").arg(device.name);
    }
    return row;
}

QStringList tickedIds(const DeviceWish &wish, const QList<DeviceChoice> &devices)
{
    QStringList ticked;
    for (const QString &wanted : wish.order.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const DeviceChoice *device = find(devices, wanted);
        ticked.append(device ? device->id : wanted);
    }
    return ticked;
}

} // namespace

bool isOrdered(const QString &chosen)
{
    return chosen == followSystem || chosen.startsWith(idPrefix);
}

QList<OrderedRow> presentDevices(SoundRole role, const DeviceWish &wish, const QList<DeviceChoice> &devices,
    const QHash<QString, QString> &names)
{
    QList<OrderedRow> rows;
    const bool obeys = isOrdered(wish.chosen) || wish.chosen.isEmpty();
    if (!obeys)
        rows.append({wish.chosen, standIn(wish.chosen), text("set by a command"), role == SoundRole::Ring});
    const QStringList ticked = obeys ? tickedIds(wish, devices) : QStringList();
    for (const QString &id : orderedIds(role, wish, devices)) {
        const DeviceChoice *device = find(devices, id);
        OrderedRow row = id == followSystem ? systemRow(devices)
            : device                        ? OrderedRow{id, device->name, hintOf(*device)}
                                            : OrderedRow{id, names.value(id, id), text("not connected")};
        row.isTicked = role == SoundRole::Ring && ticked.contains(id);
        rows.append(row);
    }
    return rows;
}

QString deviceOrder(SoundRole role, const QList<OrderedRow> &rows)
{
    QStringList ids;
    for (const OrderedRow &row : rows) {
        const bool isStandIn = row.id == QLatin1String("null") || row.id.startsWith(QLatin1String("file:"))
            || row.id.startsWith(QLatin1String("tone:"));
        if (!isStandIn && (role != SoundRole::Ring || row.isTicked))
            ids.append(row.id);
        // There is always one that the system takes: what stands below is never reached.
        if (role != SoundRole::Ring && row.id == followSystem)
            break;
    }
    return ids.mid(0, SettingRules::MostDevices).join(QLatin1Char(','));
}

QList<OrderedRow> arrangedAs(SoundRole role, const QList<OrderedRow> &shown, const QList<OrderedRow> &fresh)
{
    if (role == SoundRole::Ring || shown.size() != fresh.size()
        || deviceOrder(role, shown) != deviceOrder(role, fresh))
        return fresh;
    QList<OrderedRow> arranged;
    for (const OrderedRow &row : shown) {
        const auto now = std::find_if(
            fresh.begin(), fresh.end(), [&](const OrderedRow &other) { return other.id == row.id; });
        if (now == fresh.end())
            return fresh;
        arranged.append(*now);
    }
    return arranged;
}

QString mutedSentence(SoundRole role, const QList<DeviceChoice> &devices)
{
    const auto used = std::find_if(
        devices.begin(), devices.end(), [](const DeviceChoice &device) { return device.isInUse; });
    const auto muted = std::find_if(devices.begin(), devices.end(), [&](const DeviceChoice &device) {
        return device.isMuted && (used == devices.end() ? device.isDefault : device.isInUse);
    });
    if (muted == devices.end())
        return {};
    return (role == SoundRole::Microphone
            ? text("%1 is muted in the system's own settings: nobody will hear you.")
            : text("%1 is muted in the system's own settings: you will hear nothing."))
        .arg(muted->name);
}

MeterPresentation presentMeter(Speech speech, float level)
{
    switch (speech) { // no default: a new state must break this build
    case Speech::NoCall: return {false, 0, text("During a call you see here how loud you are.")};
    case Speech::Muted: return {true, 0, text("You are muted.")};
    case Speech::Open: return {true, level, text("How loud you are now:")};
    }
    Q_UNREACHABLE();
}

} // namespace carillon
