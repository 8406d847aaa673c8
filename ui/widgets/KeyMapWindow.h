#pragma once

#include "KeyTable.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace carillon {

/// The keys of the windows, as they are: what F1 shows. Esc or F1 closes it.
class KeyMapWindow final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyMapWindow(QWidget *parent = nullptr);
    /// Shows it, with the keys of @p first on top.
    void present(KeyPlace first);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeSection(KeyPlace place);

    QVBoxLayout *m_column;
    QWidget *m_call;
    QWidget *m_main;
    QScrollArea *m_scroll;
};

} // namespace carillon
