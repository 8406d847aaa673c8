#include "Sipfrag.h"

namespace carillon {

namespace {
constexpr qsizetype longestPhrase = 256;
}

std::optional<Sipfrag> Sipfrag::parse(QByteArrayView body)
{
    const qsizetype end = body.indexOf('\n');
    const QByteArrayView line = (end < 0 ? body : body.first(end)).trimmed();
    if (line.size() < 11 || line.first(8).compare("SIP/2.0 ", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    bool ok = false;
    const int code = line.sliced(8, 3).toByteArray().toInt(&ok);
    if (!ok || code < 100 || code > 699 || (line.size() > 11 && line.at(11) != ' '))
        return std::nullopt;
    const QByteArray phrase = line.sliced(11).trimmed().toByteArray();
    return Sipfrag{code, phrase.first(std::min(phrase.size(), longestPhrase))};
}

QByteArray Sipfrag::toBytes() const
{
    return "SIP/2.0 " + QByteArray::number(statusCode) + ' ' + reasonPhrase + "\r\n";
}

} // namespace carillon
