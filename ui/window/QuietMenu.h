#pragma once

#include "QuietTime.h"

#include <QMenu>

namespace carillon {

/// "Do not disturb" with its times, in the menus of the tray and of the main window. What is chosen is asked
/// for by a signal.
class QuietMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit QuietMenu(QWidget *parent = nullptr);
    /// @p until: when it ends, in words; empty: when somebody ends it.
    void setQuiet(bool isQuiet, const QString &until);
    /// The times of day that make sense at @p now. As often as the menu around it opens.
    void offerFrom(const QDateTime &now);

Q_SIGNALS:
    void chosen(const carillon::QuietTime &time);

private:
    QAction *add(const QString &text, const QuietTime &time);

    QAction *m_disturb;           ///< ends the quiet
    QAction *m_endsEnd = nullptr; ///< the times of day stand above it
    QList<QAction *> m_ends;      ///< as many as were ever needed: one may be in the middle of being chosen
};

} // namespace carillon
