// Whether somebody is on the telephone, as his exchange tells in XML.
#include "DialogTable.h"
#include "FuzzCheck.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto info = DialogInfo::parse(inputOf(data, size));
    if (!info)
        return 0;
    check(qsizetype(size) <= DialogInfo::Limits::Bytes, "no more is read");
    check(info->dialogs.size() <= DialogInfo::Limits::Dialogs, "few dialogs");
    for (const DialogEntry &dialog : info->dialogs) {
        check(!dialog.id.isEmpty() && dialog.id.size() <= DialogInfo::Limits::Id, "each has a name");
        check(dialog.remoteName.size() <= DialogInfo::Limits::Text
                && dialog.remoteUri.size() <= DialogInfo::Limits::Text,
            "short texts");
        const auto ringing = RingingDialog::of(dialog);
        const QByteArray named
            = ringing ? ringing->callId + ringing->localTag + ringing->remoteTag : QByteArray();
        check(named.size() <= 3 * DialogInfo::Limits::Name && !named.contains('\n') && !named.contains(';')
                && !named.contains(' '),
            "what is sent stays one word");
    }
    const auto again = DialogInfo::parse(info->toBytes());
    // A document of short words may be too long in ours, where quotes and the like are written out.
    const bool isTooLong = !again && again.error().kind == DialogInfoError::Kind::TooLong;
    check(isTooLong || (again && *again == *info), "written and read again it is the same");
    DialogTable table;
    (void)table.take(*info);
    check(table.lamp().lamp != Lamp::Unknown, "who tells is known");
    return 0;
}
