#include "HidReportDescriptor.h"

#include <QHash>

namespace carillon {

namespace {

enum class Type : quint8 { Main, Global, Local, Reserved };

struct Item {
    Type type = Type::Reserved;
    quint8 tag = 0;
    int bytes = 0; ///< of data
    quint32 data = 0;
};

/// The item at the front, which is taken off. @returns false at the end, or where one is cut off.
bool takeItem(QByteArrayView &bytes, Item &item)
{
    if (bytes.isEmpty())
        return false;
    const quint8 prefix = quint8(bytes[0]);
    if (prefix == 0xfe) { // a long one: nobody has ever defined any
        if (bytes.size() < 3 || bytes.size() < 3 + quint8(bytes[1]))
            return false;
        bytes = bytes.sliced(3 + quint8(bytes[1]));
        item = {};
        return true;
    }
    const int length = (prefix & 3) == 3 ? 4 : prefix & 3;
    if (bytes.size() < 1 + length)
        return false;
    item = {Type((prefix >> 2) & 3), quint8(prefix >> 4), length, 0};
    for (int i = 0; i < length; ++i)
        item.data |= quint32(quint8(bytes[1 + i])) << (8 * i);
    bytes = bytes.sliced(1 + length);
    return true;
}

struct Globals {
    quint32 page = 0;
    quint32 reportSize = 0;
    quint32 reportCount = 0;
    quint8 reportId = 0;
};

class Reader
{
public:
    HidReportDescriptor result;
    void take(const Item &item);

private:
    void global(const Item &item);
    void local(const Item &item);
    void main(HidField::Kind kind, quint32 flags);
    quint32 usage(const Item &item) const
    {
        return item.bytes == 4 ? item.data : (m_globals.page << 16) | item.data;
    }

    Globals m_globals;
    QList<Globals> m_pushed;
    QList<quint32> m_usages;
    quint32 m_least = 0;
    QHash<int, int> m_bits; ///< of each kind and id, up to now
};

void Reader::take(const Item &item)
{
    if (item.type == Type::Global)
        return global(item);
    if (item.type == Type::Local)
        return local(item);
    if (item.type != Type::Main)
        return;
    switch (item.tag) {
    case 0x8: main(HidField::Kind::Input, item.data); break;
    case 0x9: main(HidField::Kind::Output, item.data); break;
    case 0xb: main(HidField::Kind::Feature, item.data); break;
    default: break; // collections say nothing that we need
    }
    m_usages.clear();
    m_least = 0;
}

void Reader::global(const Item &item)
{
    switch (item.tag) {
    case 0x0: m_globals.page = item.data & 0xffff; break;
    case 0x7: m_globals.reportSize = item.data; break;
    case 0x8:
        m_globals.reportId = quint8(item.data);
        result.hasReportIds = true;
        break;
    case 0x9: m_globals.reportCount = item.data; break;
    case 0xa:
        if (m_pushed.size() < HidReportDescriptor::Limits::Pushed)
            m_pushed.append(m_globals);
        break;
    case 0xb:
        if (!m_pushed.isEmpty())
            m_globals = m_pushed.takeLast();
        break;
    default: break;
    }
}

void Reader::local(const Item &item)
{
    using Limits = HidReportDescriptor::Limits;
    if (item.tag == 0x0 && m_usages.size() < Limits::Usages) {
        m_usages.append(usage(item));
    } else if (item.tag == 0x1) {
        m_least = usage(item);
    } else if (item.tag == 0x2) {
        const quint32 most = usage(item);
        if (most >> 16 != m_least >> 16)
            return;
        for (quint32 one = m_least; one <= most && m_usages.size() < Limits::Usages; ++one)
            m_usages.append(one);
    }
}

void Reader::main(HidField::Kind kind, quint32 flags)
{
    using Limits = HidReportDescriptor::Limits;
    int &used = m_bits[int(kind) * 256 + m_globals.reportId];
    const quint64 bits = quint64(m_globals.reportSize) * m_globals.reportCount; // two of 32 bits each
    if (bits > quint64(Limits::ReportBits - used)) {
        used = Limits::ReportBits; // what follows in this report is nowhere
        return;
    }
    HidField field;
    field.kind = kind;
    field.reportId = m_globals.reportId;
    field.bitSize = int(m_globals.reportSize);
    field.isConstant = flags & 1;
    field.isArray = !(flags & 2);
    field.isRelative = flags & 4;
    field.isNoPreferred = flags & 32;
    // Padding is one field: only its size counts.
    const bool isPadding = field.isConstant && m_usages.isEmpty();
    const int count = isPadding ? 1 : int(std::min<qint64>(m_globals.reportCount, Limits::Fields));
    if (isPadding)
        field.bitSize = int(bits);
    for (int i = 0; i < count && bits > 0 && result.fields.size() < Limits::Fields; ++i) {
        field.bitOffset = used + i * field.bitSize;
        // The last usage goes on for the rest.
        field.usage = m_usages.isEmpty()
            ? m_globals.page << 16
            : m_usages[field.isArray ? 0 : std::min<qsizetype>(i, m_usages.size() - 1)];
        result.fields.append(field);
    }
    used += int(bits);
}

} // namespace

HidReportDescriptor HidReportDescriptor::parse(QByteArrayView bytes)
{
    Reader reader;
    QByteArrayView rest = bytes.first(std::min(bytes.size(), Limits::Bytes));
    Item item;
    while (takeItem(rest, item))
        reader.take(item);
    return reader.result;
}

int HidReportDescriptor::reportBytes(HidField::Kind kind, quint8 reportId) const
{
    int bits = 0;
    for (const HidField &field : fields)
        if (field.kind == kind && field.reportId == reportId)
            bits = std::max(bits, field.bitOffset + field.bitSize);
    return (bits + 7) / 8;
}

} // namespace carillon
