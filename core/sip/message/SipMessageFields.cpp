#include "HeaderTable.h"
#include "SipGrammar.h"
#include "SipMessage.h"

#include <algorithm>
#include <functional>

namespace carillon {

using namespace grammar;

namespace {

bool isLineBreak(char c)
{
    return c == '\r' || c == '\n';
}

/// Splits at commas which stand outside quotes and angle brackets.
void appendValues(QByteArrayView text, QList<QByteArray> &values)
{
    qsizetype start = 0;
    bool quotes = false;
    bool brackets = false;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || (text[i] == ',' && !quotes && !brackets)) {
            const QByteArrayView one = trimmed(text.sliced(start, i - start));
            if (!one.isEmpty())
                values.append(one.toByteArray());
            start = i + 1;
        } else if (quotes && text[i] == '\\') {
            ++i;
            if (i == text.size())
                --i;
        } else if (text[i] == '"' && !brackets) {
            quotes = !quotes;
        } else if (!quotes && (text[i] == '<' || text[i] == '>')) {
            brackets = text[i] == '<';
        }
    }
}

} // namespace

int SipMessage::indexOf(HeaderId id, int nth) const
{
    for (int i = 0; i < fieldCount(); ++i) {
        if (m_fields.at(i).id == id && nth-- == 0)
            return i;
    }
    return -1;
}

int SipMessage::fieldCount() const
{
    return static_cast<int>(m_fields.size());
}

SipMessage::Field SipMessage::field(int index) const
{
    const Entry &entry = m_fields.at(index);
    return {entry.id, view(entry.name), view(entry.value)};
}

bool SipMessage::contains(HeaderId id) const
{
    return indexOf(id) >= 0;
}

int SipMessage::count(HeaderId id) const
{
    return static_cast<int>(
        std::count_if(m_fields.begin(), m_fields.end(), [id](const Entry &entry) { return entry.id == id; }));
}

QByteArrayView SipMessage::value(HeaderId id, int nth) const
{
    const int index = indexOf(id, nth);
    return index < 0 ? QByteArrayView() : view(m_fields.at(index).value);
}

QByteArrayView SipMessage::value(QByteArrayView name, int nth) const
{
    if (const HeaderId id = headerFromName(name); id != HeaderId::Unknown)
        return value(id, nth);
    for (const Entry &entry : m_fields) {
        if (entry.id == HeaderId::Unknown && equalsIgnoringCase(view(entry.name), name) && nth-- == 0)
            return view(entry.value);
    }
    return {};
}

QList<QByteArray> SipMessage::values(HeaderId id) const
{
    QList<QByteArray> result;
    for (const Entry &entry : m_fields) {
        if (entry.id != id)
            continue;
        if (isListHeader(id))
            appendValues(view(entry.value), result);
        else
            result.append(view(entry.value).toByteArray());
    }
    return result;
}

bool SipMessage::hasToken(HeaderId id, QByteArrayView token) const
{
    for (const Entry &entry : m_fields) {
        if (entry.id != id)
            continue;
        Scanner scanner(view(entry.value));
        while (!scanner.atEnd()) {
            scanner.skipSpace();
            if (equalsIgnoringCase(scanner.takeWhile(Token), token)) {
                scanner.skipSpace();
                if (scanner.atEnd() || scanner.peek() == ',' || scanner.peek() == ';')
                    return true;
            }
            while (!scanner.atEnd() && !scanner.take(','))
                scanner.skip();
        }
    }
    return false;
}

/// Long-lived messages that are changed again and again must not keep every old value.
void SipMessage::reclaim(qsizetype needed)
{
    constexpr qsizetype WorthIt = 8192;
    if (m_arena.size() + needed <= m_arena.capacity() || m_arena.size() < WorthIt)
        return;
    qsizetype live
        = m_body.size + m_startLine.size + m_methodName.size + m_requestUri.size + m_reasonPhrase.size;
    for (const Entry &entry : std::as_const(m_fields))
        live += entry.name.size + entry.value.size + 4;
    if (m_arena.size() < 3 * live)
        return;
    QByteArray compact;
    compact.reserve(live + needed + 256);
    const auto keep = [&](Slice &slice) {
        const auto offset = static_cast<quint32>(compact.size());
        compact.append(view(slice));
        slice.offset = offset;
    };
    m_startLine = {};
    for (Slice *slice : {&m_methodName, &m_requestUri, &m_reasonPhrase, &m_version})
        keep(*slice);
    for (Entry &entry : m_fields) {
        keep(entry.name);
        compact.append(": ");
        keep(entry.value);
        compact.append("\r\n");
        entry.wireForm = entry.id == HeaderId::Unknown || view(entry.name) == headerName(entry.id);
    }
    keep(m_body);
    m_arena = compact;
}

SipMessage::Slice SipMessage::store(QByteArrayView text)
{
    const char *arena = m_arena.constData();
    if (!std::less<>()(text.data(), arena) && std::less<>()(text.data(), arena + m_arena.size()))
        return store(text.toByteArray()); // the arena moves when it grows
    reclaim(text.size());
    const Slice slice{static_cast<quint32>(m_arena.size()), static_cast<quint32>(text.size())};
    m_arena.append(text);
    return slice;
}

/// Appends `name: value CRLF` to the arena and says where it is.
SipMessage::Entry SipMessage::storeField(QByteArrayView name, QByteArrayView value, HeaderId id)
{
    QByteArray clean;
    const char *arena = m_arena.constData();
    const bool ours
        = !std::less<>()(value.data(), arena) && !std::less<>()(arena + m_arena.size(), value.data());
    if (ours || std::any_of(value.begin(), value.end(), isLineBreak)) {
        clean = value.toByteArray();
        std::replace_if(clean.begin(), clean.end(), isLineBreak, ' ');
        value = clean;
    }
    value = trimmed(value);
    const QByteArray nameCopy = id == HeaderId::Unknown ? name.toByteArray() : QByteArray();
    name = id == HeaderId::Unknown ? QByteArrayView(nameCopy) : headerName(id);
    reclaim(name.size() + value.size() + 4);
    const auto offset = static_cast<quint32>(m_arena.size());
    m_arena.append(name).append(": ").append(value).append("\r\n");
    const auto nameSize = static_cast<quint32>(name.size());
    return {id, true, {offset, nameSize}, {offset + nameSize + 2, static_cast<quint32>(value.size())}};
}

void SipMessage::append(HeaderId id, QByteArrayView value)
{
    Q_ASSERT(id != HeaderId::Unknown);
    m_fields.append(storeField({}, value, id));
}

void SipMessage::append(QByteArrayView name, QByteArrayView value)
{
    if (isToken(name))
        m_fields.append(storeField(name, value, headerFromName(name)));
}

void SipMessage::prepend(HeaderId id, QByteArrayView value)
{
    Q_ASSERT(id != HeaderId::Unknown);
    m_fields.insert(m_fields.begin(), storeField({}, value, id));
}

void SipMessage::set(HeaderId id, QByteArrayView value)
{
    const int first = indexOf(id);
    if (first < 0)
        return append(id, value);
    m_fields[first] = storeField({}, value, id);
    m_fields.erase(std::remove_if(m_fields.begin() + first + 1, m_fields.end(),
                       [id](const Entry &entry) { return entry.id == id; }),
        m_fields.end());
}

void SipMessage::replace(HeaderId id, int nth, QByteArrayView value)
{
    const int index = indexOf(id, nth);
    Q_ASSERT(index >= 0);
    if (index >= 0)
        m_fields[index] = storeField({}, value, id);
}

void SipMessage::remove(HeaderId id)
{
    m_fields.erase(
        std::remove_if(m_fields.begin(), m_fields.end(), [id](const Entry &entry) { return entry.id == id; }),
        m_fields.end());
}

bool operator==(const SipMessage &a, const SipMessage &b)
{
    if (a.m_statusCode != b.m_statusCode || a.view(a.m_methodName) != b.view(b.m_methodName)
        || a.view(a.m_requestUri) != b.view(b.m_requestUri)
        || a.view(a.m_reasonPhrase) != b.view(b.m_reasonPhrase) || a.version() != b.version()
        || a.view(a.m_body) != b.view(b.m_body))
        return false;
    // Content-Length says nothing which the body does not, and moves to the end when the message is written.
    const auto next = [](const SipMessage &message, int &i) {
        while (i < message.fieldCount() && message.m_fields.at(i).id == HeaderId::ContentLength)
            ++i;
        return i < message.fieldCount();
    };
    for (int i = 0, j = 0;; ++i, ++j) {
        const bool more = next(a, i);
        if (more != next(b, j))
            return false;
        if (!more)
            return true;
        const SipMessage::Field one = a.field(i);
        const SipMessage::Field other = b.field(j);
        if (one.id != other.id || one.value != other.value
            || (one.id == HeaderId::Unknown && !equalsIgnoringCase(one.name, other.name)))
            return false;
    }
}

} // namespace carillon
