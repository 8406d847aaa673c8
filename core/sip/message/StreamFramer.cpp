#include "StreamFramer.h"

#include "HeaderTable.h"
#include "SipGrammar.h"

#include <cstring>

namespace carillon {
namespace {

using namespace grammar;

/// The one Content-Length among the lines of @p head; nothing when it is absent, no number, too large, or
/// said twice with different numbers: §18.3 leaves no other way to find the end.
std::optional<qsizetype> contentLength(QByteArrayView head)
{
    std::optional<qsizetype> result;
    const char *at = head.data();
    const char *end = at + head.size();
    while (at != end) {
        const auto *newline
            = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        const char *line = at;
        const char *next = newline != nullptr ? newline + 1 : end;
        while (next != end && (*next == ' ' || *next == '\t')) { // folded
            newline
                = static_cast<const char *>(std::memchr(next, '\n', static_cast<std::size_t>(end - next)));
            next = newline != nullptr ? newline + 1 : end;
        }
        at = next;
        const char *nameEnd = line;
        while (nameEnd != next && is(*nameEnd, Token))
            ++nameEnd;
        if (lookUpHeader(line, nameEnd - line).id != HeaderId::ContentLength)
            continue;
        Scanner scanner({nameEnd, next - nameEnd});
        if (!scanner.takeSeparator(':'))
            return std::nullopt;
        const auto number = parseNumber(scanner.takeWhile(Digit), SipMessage::Limits::BodyBytes);
        scanner.skipSpace();
        if (!number || !scanner.atEnd() || (result && *result != static_cast<qsizetype>(*number)))
            return std::nullopt;
        result = static_cast<qsizetype>(*number);
    }
    return result;
}

} // namespace

void StreamFramer::feed(QByteArrayView bytes)
{
    if (m_faulty)
        return;
    if (m_start
        > 0) { // what is consumed goes before anything is added, so the buffer never holds more than one tail
        m_buffer.remove(0, m_start);
        m_scanned -= m_start;
        m_headEnd -= m_headEnd > 0 ? m_start : 0;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

StreamFramer::Item StreamFramer::next()
{
    if (m_faulty)
        return Item::Fault;
    const char *at = m_buffer.constData() + m_start;
    const qsizetype left = m_buffer.size() - m_start;
    if (left > 0 && (*at == '\r' || *at == '\n'))
        return nextKeepAlive(at, left);
    if (m_headEnd == 0 && !findHeadEnd()) {
        if (m_faulty)
            return Item::Fault;
        return left > SipMessage::Limits::MessageBytes ? fault() : Item::NeedMore;
    }
    const qsizetype size = m_headEnd + m_bodySize - m_start;
    if (left < size)
        return Item::NeedMore;
    m_message = m_start == 0 && size == m_buffer.size() ? std::exchange(m_buffer, {})
                                                        : m_buffer.sliced(m_start, size);
    m_start = m_buffer.isEmpty() ? 0 : m_start + size;
    m_scanned = m_start;
    m_headEnd = 0;
    return Item::Message;
}

/// Line ends between messages: RFC 5626 §3.5.1, and §7.5 of RFC 3261 which has any number of them ignored.
StreamFramer::Item StreamFramer::nextKeepAlive(const char *at, qsizetype left)
{
    const auto consume = [this](qsizetype size, Item item) {
        m_start += size;
        m_scanned = m_start;
        return item;
    };
    if (*at == '\n')
        return consume(1, Item::Pong);
    if (left == 1)
        return Item::NeedMore;
    if (at[1] != '\n')
        return fault();
    if (left >= 4 && at[2] == '\r' && at[3] == '\n')
        return consume(4, Item::Ping);
    // A server hears no pongs: half a ping waits for its other half. A client cannot wait, as a pong is no
    // more.
    if (m_role == Role::Server && (left == 2 || (left == 3 && at[2] == '\r')))
        return Item::NeedMore;
    return consume(2, Item::Pong);
}

/// Looks for the empty line from where the last look ended.
bool StreamFramer::findHeadEnd()
{
    const char *begin = m_buffer.constData();
    const char *end = begin + m_buffer.size();
    const char *at = begin + m_scanned;
    while (at != end) {
        const auto *newline
            = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        if (newline == nullptr) {
            m_scanned = m_buffer.size();
            return false;
        }
        const char *next = newline + 1;
        if (next != end && *next == '\r')
            ++next;
        if (next == end) { // the byte that decides is still to come
            m_scanned = newline - begin;
            return false;
        }
        if (*next == '\n') {
            m_scanned = m_headEnd = next + 1 - begin;
            const auto length = contentLength({begin + m_start, m_headEnd - m_start});
            if (m_headEnd - m_start > SipMessage::Limits::MessageBytes)
                fault();
            else if (!length)
                fault(m_buffer.sliced(m_start, m_headEnd - m_start));
            else
                m_bodySize = *length;
            return !m_faulty;
        }
        at = newline + 1;
    }
    m_scanned = m_buffer.size();
    return false;
}

StreamFramer::Item StreamFramer::fault(const QByteArray &head)
{
    m_message = head;
    m_faulty = true;
    m_buffer.clear();
    m_start = m_scanned = m_headEnd = 0;
    return Item::Fault;
}

} // namespace carillon
