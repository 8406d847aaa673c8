#pragma once

#include <QPushButton>

class QKeyEvent;

namespace carillon {

bool isEnter(const QKeyEvent &event); ///< of either keyboard half

/// Clicks @p button for Enter, whatever the desktop's habit is. @returns whether it was Enter.
bool clickForEnter(QAbstractButton &button, const QKeyEvent &event);

/// A push button which obeys Enter as it obeys Space, also where no platform theme says so.
class Button : public QPushButton
{
    Q_OBJECT
public:
    /// OnlySpace: for what must not be undone or done by an Enter too many.
    enum class Obeys { EnterAndSpace, OnlySpace };
    explicit Button(const QString &text, QWidget *parent = nullptr, Obeys obeys = Obeys::EnterAndSpace);
    explicit Button(QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Obeys m_obeys = Obeys::EnterAndSpace;
};

} // namespace carillon
