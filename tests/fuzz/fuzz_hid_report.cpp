// Any bytes as what a device says of its reports, and a report behind them: within the limits, and no light
// or switch outside of its report. The first two bytes are the length of the descriptor.
#include "FuzzCheck.h"
#include "HeadsetLayout.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray all = inputOf(data + 2, size - 2);
    const qsizetype length = std::min<qsizetype>(data[0] | data[1] << 8, all.size());
    const auto descriptor = HidReportDescriptor::parse(all.first(length));
    check(descriptor.fields.size() <= HidReportDescriptor::Limits::Fields, "there are not too many fields");
    for (const HidField &field : descriptor.fields)
        check(field.bitSize >= 0 && field.bitOffset >= 0
                && field.bitOffset + field.bitSize <= HidReportDescriptor::Limits::ReportBits,
            "each lies within its report");
    const auto layout = HeadsetLayout::of(descriptor);
    if (!layout)
        return 0;
    (void)layout->read(all.sliced(length));
    const auto dark = layout->write({});
    for (const QByteArray &report : layout->write({true, true, true, true}))
        check(!report.isEmpty() && report.size() <= 1 + HidReportDescriptor::Limits::ReportBits / 8,
            "a report has its size");
    check(dark.size() == layout->write({true, true, true, true}).size(), "light or dark, the same reports");
    return 0;
}
