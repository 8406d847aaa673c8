#pragma once

#include <QString>

class QPainter;
class QRect;

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
/// For sentences: a name, a number or an address keeps its own direction of writing, and what stands beside
/// it keeps its own. Unchanged where nothing could get mixed up.
QString isolated(const QString &text);
/// In which direction a line is written: as the layout runs if it has a letter of such a script, else as its
/// letters are; numbers alone from left to right.
Qt::LayoutDirection lineDirection(const QString &text, Qt::LayoutDirection layout);
/// One line of @p text: aligned as the layout runs, written in its own direction.
void drawTextLine(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text,
    Qt::LayoutDirection layout);

} // namespace carillon
