#include "SessionDescription.h"

namespace carillon {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Cuts the last word off @p text.
QByteArrayView takeLastWord(QByteArrayView &text)
{
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    qsizetype begin = text.size();
    while (begin > 0 && !isBlank(text[begin - 1]))
        --begin;
    const QByteArrayView word = text.sliced(begin);
    text = text.first(begin);
    return word;
}

void appendLine(QByteArray &out, char type, QByteArrayView value)
{
    out += type;
    out += '=';
    out += value;
    out += "\r\n";
}

/// The place of an uninterpreted line relative to c=, RFC 8866 §9: before it or after it.
bool precedesConnection(char type)
{
    return type == 'i' || type == 'u' || type == 'e' || type == 'p';
}

void appendAttributes(QByteArray &out, const SdpAttributes &attributes)
{
    for (const SdpAttribute &attribute : attributes.list) {
        out += "a=";
        out += attribute.name;
        if (attribute.value) {
            out += ':';
            out += *attribute.value;
        }
        out += "\r\n";
    }
}

/// Everything between the head of a section and its attributes.
void appendBody(QByteArray &out, const std::optional<SdpConnection> &connection, const QList<SdpLine> &lines)
{
    for (const SdpLine &line : lines) {
        if (precedesConnection(line.type))
            appendLine(out, line.type, line.value);
    }
    if (connection)
        appendLine(out, 'c', connection->toBytes());
    for (const SdpLine &line : lines) {
        if (!precedesConnection(line.type))
            appendLine(out, line.type, line.value);
    }
}

void appendMedia(QByteArray &out, const SdpMedia &media)
{
    out += "m=";
    out += media.type;
    out += ' ';
    out += QByteArray::number(media.port);
    if (media.portCount != 1) {
        out += '/';
        out += QByteArray::number(media.portCount);
    }
    out += ' ';
    out += media.protocol;
    for (const QByteArray &format : media.formats) {
        out += ' ';
        out += format;
    }
    out += "\r\n";
    appendBody(out, media.connection, media.otherLines);
    appendAttributes(out, media.attributes);
}

} // namespace

std::optional<SdpConnection> SdpConnection::parse(QByteArrayView value)
{
    const QByteArrayView address = takeLastWord(value);
    const QByteArrayView addressType = takeLastWord(value);
    const QByteArrayView networkType = takeLastWord(value);
    if (networkType.isEmpty() || !takeLastWord(value).isEmpty())
        return std::nullopt;
    return SdpConnection{networkType.toByteArray(), addressType.toByteArray(), address.toByteArray()};
}

SdpConnection SdpConnection::to(const QByteArray &address)
{
    SdpConnection connection;
    connection.addressType = address.contains(':') ? QByteArrayLiteral("IP6") : QByteArrayLiteral("IP4");
    connection.address = address;
    return connection;
}

QByteArray SdpConnection::toBytes() const
{
    return networkType + ' ' + addressType + ' ' + address;
}

QByteArray SdpConnection::host() const
{
    const qsizetype slash = address.indexOf('/');
    return slash < 0 ? address : address.left(slash);
}

bool SdpConnection::isUnspecified() const
{
    const QByteArray plain = host();
    return plain == "0.0.0.0" || plain == "::" || plain.toLower().endsWith(".invalid");
}

std::optional<SdpOrigin> SdpOrigin::parse(QByteArrayView value)
{
    // From the end, because some peers put spaces into the user name.
    SdpOrigin origin;
    origin.address.address = takeLastWord(value).toByteArray();
    origin.address.addressType = takeLastWord(value).toByteArray();
    origin.address.networkType = takeLastWord(value).toByteArray();
    origin.sessionVersion = takeLastWord(value).toByteArray();
    origin.sessionId = takeLastWord(value).toByteArray();
    origin.username = value.trimmed().toByteArray();
    if (origin.username.isEmpty())
        return std::nullopt;
    return origin;
}

QByteArray SdpOrigin::toBytes() const
{
    return username + ' ' + sessionId + ' ' + sessionVersion + ' ' + address.toBytes();
}

bool SdpAttributes::contains(QByteArrayView name) const
{
    return std::any_of(list.begin(), list.end(), [name](const SdpAttribute &a) { return a.name == name; });
}

std::optional<QByteArray> SdpAttributes::value(QByteArrayView name) const
{
    for (const SdpAttribute &attribute : list) {
        if (attribute.name == name)
            return attribute.value;
    }
    return std::nullopt;
}

QList<QByteArray> SdpAttributes::values(QByteArrayView name) const
{
    QList<QByteArray> found;
    for (const SdpAttribute &attribute : list) {
        if (attribute.name == name && attribute.value)
            found.append(*attribute.value);
    }
    return found;
}

void SdpAttributes::remove(QByteArrayView name)
{
    list.removeIf([name](const SdpAttribute &a) { return a.name == name; });
}

QByteArray SessionDescription::toBytes() const
{
    QByteArray out;
    out.reserve(1024);
    out += "v=0\r\n";
    appendLine(out, 'o', origin.toBytes());
    appendLine(out, 's', name.isEmpty() ? QByteArrayView("-") : QByteArrayView(name));
    appendBody(out, connection, otherLines);
    appendAttributes(out, attributes);
    for (const SdpMedia &section : media)
        appendMedia(out, section);
    return out;
}

std::optional<SdpConnection> SessionDescription::connectionOf(const SdpMedia &section) const
{
    return section.connection ? section.connection : connection;
}

} // namespace carillon
