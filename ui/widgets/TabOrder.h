#pragma once

#include <QList>

class QWidget;

namespace carillon {

/// Makes Tab go through @p root in the order of its layouts, which is what the eye sees. To be called again
/// when something focusable was added: Qt puts that last.
void tabInLayoutOrder(QWidget &root);
/// What Tab may stop at in @p root, in that order; also what is hidden now.
QList<QWidget *> tabbable(QWidget &root);

} // namespace carillon
