#include "BusValues.h"

#include <QJsonArray>
#include <QJsonObject>
#include <cmath>

namespace carillon {

namespace {

QVariant number(double value)
{
    constexpr double Exact = 9'007'199'254'740'992.0; // 2^53
    if (value == std::floor(value) && std::abs(value) <= Exact)
        return QVariant::fromValue(qlonglong(value));
    return value;
}

QVariant list(const QJsonArray &array)
{
    const bool isWords
        = std::all_of(array.begin(), array.end(), [](const auto &one) { return one.isString(); });
    if (isWords) {
        QStringList words;
        for (const auto &one : array)
            words.append(one.toString());
        return words;
    }
    QVariantList values;
    for (const auto &one : array)
        if (!one.isNull())
            values.append(BusValues::fromJson(QJsonValue(one)));
    return values;
}

/// The value of an option as a word; nothing when it is none.
std::optional<QString> word(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString: return value.toString();
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::UChar: return value.toString();
    case QMetaType::LongLong:
    case QMetaType::ULongLong: return value.toString();
    case QMetaType::Double: return QString::number(value.toDouble());
    default: return std::nullopt;
    }
}

} // namespace

QVariantMap BusValues::fromJson(const QJsonObject &object)
{
    QVariantMap map;
    for (auto one = object.begin(); one != object.end(); ++one)
        if (!one->isNull() && !one->isUndefined())
            map.insert(one.key(), fromJson(QJsonValue(*one)));
    return map;
}

QVariant BusValues::fromJson(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool();
    case QJsonValue::Double: return number(value.toDouble());
    case QJsonValue::Array: return list(value.toArray());
    case QJsonValue::Object: return fromJson(value.toObject());
    default: return value.toString();
    }
}

Result<QStringList, QString> BusValues::toWords(const QVariantMap &options)
{
    QStringList words;
    for (auto option = options.begin(); option != options.end(); ++option) {
        const QVariant &value = *option;
        if (value.typeId() == QMetaType::Bool) {
            if (value.toBool())
                words.append(QStringLiteral("--") + option.key());
            continue;
        }
        const QStringList values = value.typeId() == QMetaType::QStringList ? value.toStringList()
            : word(value)                                                   ? QStringList{*word(value)}
                                                                            : QStringList();
        if (values.isEmpty() && value.typeId() != QMetaType::QStringList)
            return Failure<QString>(option.key());
        for (const QString &one : values)
            words.append(QStringLiteral("--%1=%2").arg(
                option.key(), one)); // one word: it cannot become an option of its own
    }
    return words;
}

QString BusValues::errorName(const QString &code)
{
    QString name = QStringLiteral("org.carillon.Error.");
    bool isFirst = true;
    for (const QChar c : code) {
        if (c.isLetterOrNumber() && c.unicode() < 0x80)
            name.append(isFirst ? c.toUpper() : c);
        isFirst = c == QLatin1Char('-');
    }
    return name.endsWith(QLatin1Char('.')) ? name + QStringLiteral("Failed") : name;
}

} // namespace carillon
