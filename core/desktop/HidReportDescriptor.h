#pragma once

#include <QByteArray>
#include <QList>

namespace carillon {

/// One place in a report of a device: that many bits, and what they stand for.
struct HidField {
    enum class Kind { Input, Output, Feature } kind = Kind::Input;
    quint8 reportId = 0; ///< 0: the device has no ids
    int bitOffset = 0;   ///< behind the id
    int bitSize = 0;
    quint32 usage = 0; ///< page in the upper half; of an array the first of the range
    bool isArray = false;
    bool isConstant = false;
    bool isRelative = false;
    bool isNoPreferred = false; ///< it stays where it was put
    friend bool operator==(const HidField &, const HidField &) = default;
};

/// What a device says of its reports (HID 1.11 §6.2.2). A plain value; hostile ones are as welcome as others.
struct HidReportDescriptor {
    struct Limits {
        static constexpr qsizetype Bytes = 4096;    ///< the kernel's own
        static constexpr qsizetype Fields = 2048;   ///< of all reports; what follows is left out
        static constexpr int ReportBits = 8 * 4096; ///< of one report
        static constexpr qsizetype Pushed = 16;
        static constexpr qsizetype Usages = 512; ///< before one main item
    };
    QList<HidField> fields;
    bool hasReportIds = false;

    /// Reads as far as there is sense in it.
    static HidReportDescriptor parse(QByteArrayView bytes);
    /// Bytes of a report without its id; 0 when there is none of that kind.
    int reportBytes(HidField::Kind kind, quint8 reportId) const;
};

} // namespace carillon
