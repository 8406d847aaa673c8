#pragma once

#include <QString>

/// Text from the network on its way into places that would interpret it: markup, mnemonics, placeholders.
namespace carillon {

/// For setToolTip(): Qt guesses whether a tool tip is markup, so it gets markup that shows @p text literally.
QString plainToolTip(const QString &text);
/// For buttons, actions and buddies of fields: '&' would become a mnemonic.
QString withoutMnemonic(QString text);
/// For setWindowTitle(): "[*]" would be the mark of unsaved changes.
QString plainWindowTitle(QString text);
/// For notification bodies, which are markup on Linux.
QString plainNotification(const QString &text);

} // namespace carillon
