#include "Challenge.h"

namespace carillon {

QByteArray quoted(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size() + 2);
    result.append('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\r'
            || c == '\n') { // cannot be written in any way; never let them start a header of their own
            result.append(' ');
            continue;
        }
        if (c == '"' || c == '\\' || byte == 0x7f || (byte < 0x20 && c != '\t'))
            result.append('\\');
        result.append(c);
    }
    result.append('"');
    return result;
}

QByteArray unquoted(QByteArrayView text)
{
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return text.toByteArray();
    QByteArray result;
    result.reserve(text.size() - 2);
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        char c = text[i];
        if (c == '\\' && i + 1 < text.size() - 1)
            c = text[++i];
        result.append(c == '\r' || c == '\n' ? ' ' : c);
    }
    return result;
}

} // namespace carillon
