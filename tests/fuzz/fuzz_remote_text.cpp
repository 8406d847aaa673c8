// A stranger's name or reason, before a person sees it.
#include "FuzzCheck.h"
#include "RemoteText.h"

#include <QList>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype limit = 40;
    const QByteArray bytes = inputOf(data, size);
    const QString text = remoteText(QByteArrayView(bytes), limit);
    check(text.toUcs4().size() <= limit + 1, "bounded, with the mark that something was cut");
    for (const QChar c : text) {
        const QChar::Category category = c.category();
        check(category != QChar::Other_Control && category != QChar::Separator_Line
                && category != QChar::Separator_Paragraph,
            "on one line");
        const char16_t code = c.unicode();
        check(!(code >= 0x202a && code <= 0x202e) && !(code >= 0x2066 && code <= 0x2069) && code != 0x061c,
            "without direction controls");
    }
    check(remoteText(QStringView(text), limit) == text, "what is fit to be shown stays as it is");
    return 0;
}
