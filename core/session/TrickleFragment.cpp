#include "TrickleFragment.h"

#include <QList>
#include <algorithm>

namespace carillon {

namespace {

constexpr QByteArrayView endOfCandidates = "a=end-of-candidates";

/// The lines before the first m=, or one m= line and those behind it.
struct Section {
    QByteArray media; ///< the m= line; empty: session level
    QByteArray mid;
    QList<QByteArray> lines;
};

QList<Section> sectionsOf(const QByteArray &body)
{
    QList<Section> sections{{}};
    for (const QByteArray &raw : body.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.startsWith("m="))
            sections.append({line, {}, {}});
        else if (!line.isEmpty())
            sections.last().lines.append(line);
        if (line.startsWith("a=mid:"))
            sections.last().mid = line.mid(6);
    }
    return sections;
}

/// Every line that names a generation, in order.
QList<QByteArray> credentialsIn(const QList<Section> &sections)
{
    QList<QByteArray> found;
    for (const Section &section : sections) {
        for (const QByteArray &line : section.lines) {
            if ((line.startsWith("a=ice-ufrag:") || line.startsWith("a=ice-pwd:")) && !found.contains(line))
                found.append(line);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

Section &counterpart(QList<Section> &sections, const Section &of)
{
    for (Section &section : sections) {
        const bool isSame
            = section.mid.isEmpty() && of.mid.isEmpty() ? section.media == of.media : section.mid == of.mid;
        if (isSame && section.media.isEmpty() == of.media.isEmpty())
            return section;
    }
    sections.append({of.media, of.mid, {}});
    return sections.last();
}

QByteArray toBytes(const QList<Section> &sections)
{
    QByteArray body;
    for (const Section &section : sections) {
        if (!section.media.isEmpty())
            body += section.media + "\r\n";
        for (const QByteArray &line : section.lines)
            body += line + "\r\n";
    }
    return body;
}

} // namespace

QByteArray TrickleFragment::merged(const QByteArray &earlier, const QByteArray &later)
{
    QList<Section> sections = sectionsOf(earlier);
    const QList<Section> added = sectionsOf(later);
    if (earlier.isEmpty() || credentialsIn(sections) != credentialsIn(added))
        return later;
    for (const Section &section : added) {
        QList<QByteArray> &lines = counterpart(sections, section).lines;
        for (const QByteArray &line : section.lines) {
            if (!lines.contains(line))
                lines.append(line);
        }
        if (lines.removeAll(endOfCandidates.toByteArray()) > 0) // nothing comes behind it
            lines.append(endOfCandidates.toByteArray());
    }
    return toBytes(sections);
}

} // namespace carillon
