#include "DeviceId.h"

namespace carillon::DeviceId {

QString fromSystem(const QString &id)
{
    QString safe;
    safe.reserve(id.size());
    for (qsizetype i = 0; i < id.size(); ++i) {
        const QChar c = id.at(i);
        const bool isAtEnd = i == 0 || i == id.size() - 1;
        const bool isControl = c.unicode() < 0x20 || c.unicode() == 0x7F;
        if (c == QLatin1Char(',') || c == QLatin1Char('%') || isControl || (c == QLatin1Char(' ') && isAtEnd))
            safe += QStringLiteral("%%1").arg(uint(c.unicode()), 2, 16, QLatin1Char('0')).toUpper();
        else
            safe += c;
    }
    return safe;
}

QByteArray toSystem(const QString &id)
{
    return QByteArray::fromPercentEncoding(id.toUtf8());
}

} // namespace carillon::DeviceId
