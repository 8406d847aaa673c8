#include "SipGrammar.h"
#include "SipMessage.h"

#include <cstring>

namespace carillon {
namespace {

struct Counter {
    qsizetype size = 0;
    void put(QByteArrayView text) { size += text.size(); }
};

struct Copier {
    char *at;
    void put(QByteArrayView text)
    {
        if (text.isEmpty())
            return;
        std::memcpy(at, text.data(), static_cast<std::size_t>(text.size()));
        at += text.size();
    }
};

} // namespace

template <typename Sink>
void SipMessage::writeStartLine(Sink &sink) const
{
    if (isResponse()) {
        const char code[] = {' ', static_cast<char>('0' + m_statusCode / 100),
            static_cast<char>('0' + m_statusCode / 10 % 10), static_cast<char>('0' + m_statusCode % 10), ' '};
        sink.put(version());
        sink.put({code, 5});
        sink.put(reasonPhrase());
    } else {
        sink.put(methodName());
        sink.put(" ");
        sink.put(requestUriText());
        sink.put(" ");
        sink.put(version());
    }
    sink.put("\r\n");
}

/// Lines which stand in the arena one behind the other, ready for the wire, go out as one run.
template <typename Sink>
void SipMessage::writeTo(Sink &sink, NameForm form) const
{
    Slice run;
    if (m_startLine.size > 0)
        run = m_startLine;
    else
        writeStartLine(sink);
    for (const Entry &entry : m_fields) {
        if (entry.id == HeaderId::ContentLength)
            continue;
        if (entry.wireForm && form == NameForm::Full) {
            if (run.size == 0 || run.end() != entry.name.offset) {
                sink.put(view(run));
                run = {entry.name.offset, 0};
            }
            run.size = entry.value.end() + 2 - run.offset;
            continue;
        }
        sink.put(view(run));
        run = {};
        if (entry.id == HeaderId::Unknown)
            sink.put(view(entry.name));
        else
            sink.put(form == NameForm::Compact ? compactHeaderName(entry.id) : headerName(entry.id));
        sink.put(": ");
        sink.put(view(entry.value));
        sink.put("\r\n");
    }
    sink.put(view(run));
    sink.put(form == NameForm::Compact ? "l: " : "Content-Length: ");
    char digits[16];
    char *at = digits + sizeof digits;
    quint32 length = m_body.size;
    do {
        *--at = static_cast<char>('0' + length % 10);
        length /= 10;
    } while (length != 0);
    sink.put({at, digits + sizeof digits - at});
    sink.put("\r\n\r\n");
    sink.put(view(m_body));
}

QByteArray SipMessage::write(NameForm form) const
{
    if (isEmpty())
        return {};
    Counter counter;
    writeTo(counter, form);
    QByteArray result(counter.size, Qt::Uninitialized);
    Copier copier{result.data()};
    writeTo(copier, form);
    return result;
}

QByteArray SipMessage::toBytes() const
{
    return write(NameForm::Full);
}

QByteArray SipMessage::toCompactBytes() const
{
    return write(NameForm::Compact);
}

} // namespace carillon
