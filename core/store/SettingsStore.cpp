#include "SettingsStore.h"

#include "SettingRules.h"
#include "SettingsStorePrivate.h"

#include <QCoreApplication>

namespace carillon {

SettingsStore::Private::Private(Database &base)
    : database(base)
{
    const auto rows = database.select(QStringLiteral("SELECT key, value FROM setting"));
    if (!rows)
        return;
    for (const QVariantList &row : *rows) {
        const QString key = row[0].toString();
        // A value of another version that we do not allow is left alone on disk and not used.
        if (SettingRules::defaultValue(key) && SettingRules::refusal(key, row[1].toString()).isEmpty())
            values.insert(key, row[1].toString());
    }
}

SettingsStore::SettingsStore(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

SettingsStore::~SettingsStore() = default;

QStringList SettingsStore::keys() const
{
    return SettingRules::keys();
}

bool SettingsStore::isKnown(const QString &key) const
{
    return SettingRules::defaultValue(key).has_value();
}

QString SettingsStore::value(const QString &key) const
{
    const auto set = d->values.constFind(key);
    return set != d->values.constEnd() ? *set : SettingRules::defaultValue(key).value_or(QString());
}

QString SettingsStore::set(const QString &key, const QString &value)
{
    if (!isKnown(key))
        return QCoreApplication::translate("carillon", "There is no setting %1.").arg(key);
    if (const QString refusal = SettingRules::refusal(key, value); !refusal.isEmpty())
        return refusal;
    if (const QString refusal = tryOut ? tryOut(key, value) : QString(); !refusal.isEmpty())
        return refusal;
    if (this->value(key) == value)
        return {};
    d->values.insert(key, value);
    d->unsaved.insert(key);
    const auto stored = storeUnsaved();
    if (!stored)
        Q_EMIT failed(
            sentence(stored.error(), QCoreApplication::translate("carillon", "the setting %1").arg(key)));
    Q_EMIT changed(key, value);
    return {};
}

Result<void, DatabaseError> SettingsStore::storeUnsaved()
{
    while (!d->unsaved.isEmpty()) {
        const QString key = *d->unsaved.constBegin();
        const auto stored
            = d->database.change(QStringLiteral("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"),
                {key, d->values.value(key)});
        if (!stored)
            return Failure<DatabaseError>(stored.error());
        d->unsaved.remove(key);
    }
    return {};
}

} // namespace carillon
