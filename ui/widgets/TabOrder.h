#pragma once

class QWidget;

namespace carillon {

/// Makes Tab go through @p root in the order of its layouts, which is what the eye sees. To be called again
/// when something focusable was added: Qt puts that last.
void tabInLayoutOrder(QWidget &root);

} // namespace carillon
