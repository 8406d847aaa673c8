#pragma once

#include <QLineEdit>

namespace carillon {

/// A name that is changed where it stands. Enter keeps what was typed, and so does going elsewhere; Escape
/// leaves it as it was. It tells once how it ended; whoever made it takes it away.
class NameField final : public QLineEdit
{
    Q_OBJECT
public:
    /// @p name: all of it is chosen, so that typing begins anew.
    explicit NameField(const QString &name, QWidget *parent = nullptr);

Q_SIGNALS:
    void finished(const QString &name); ///< by Enter: as typed, perhaps empty; by Escape: the old one
    void left(
        const QString &name); ///< the keyboard is elsewhere: as typed, the old one where that is nothing

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    const QString m_before;
    bool m_isOver = false;
};

} // namespace carillon
