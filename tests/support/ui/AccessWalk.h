#pragma once

#include "IconButton.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace carillon {

/// What a screen reader calls @p widget: by the label beside it where it has one, else by its own name. What
/// is chosen in a box is no name of the box.
inline QString spokenName(QWidget &widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&widget);
    if (!face)
        return {};
    for (const auto &[label, relation] : face->relations(QAccessible::Label)) {
        if (relation.testFlag(QAccessible::Label))
            return label->text(QAccessible::Name);
    }
    return qobject_cast<QComboBox *>(&widget) ? widget.accessibleName() : face->text(QAccessible::Name);
}

/// With the names of what it stands in: two accounts have a button each.
inline QString spokenPlace(QWidget &widget, const QWidget &window)
{
    QStringList names{spokenName(widget)};
    for (QWidget *around = widget.parentWidget(); around && around != &window;
         around = around->parentWidget())
        names.append(around->accessibleName());
    return names.join(QLatin1Char('|'));
}

/// What of @p window the keyboard can be on: shown, enabled, and no mere front of something else.
inline QList<QWidget *> controlsOf(QWidget &window)
{
    QList<QWidget *> found;
    for (auto *one : window.findChildren<QWidget *>()) {
        if (one->focusPolicy() != Qt::NoFocus && one->isVisibleTo(&window) && one->isEnabledTo(&window)
            && !one->focusProxy() && one->window() == &window)
            found.append(one);
    }
    return found;
}

/// @returns what is wrong with how the controls of @p window are named; nothing: they are well named.
inline QStringList badlyNamed(QWidget &window)
{
    QStringList wrong;
    QSet<QString> seen;
    for (QWidget *one : controlsOf(window)) {
        const QString what
            = QString::fromLatin1(one->metaObject()->className()) + QLatin1Char(' ') + one->objectName();
        const QString name = spokenName(*one);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(one);
        if (name.trimmed().isEmpty() || name == QLatin1String(one->metaObject()->className()))
            wrong.append(what + QStringLiteral(": has no name"));
        else if (name.contains(QLatin1Char('&')) && !name.contains(QLatin1String(" & ")))
            wrong.append(name + QStringLiteral(": a mnemonic is read out"));
        if (!face || face->role() == QAccessible::NoRole)
            wrong.append(what + QStringLiteral(": has no role"));
        const QString place = spokenPlace(*one, window);
        if (seen.contains(place))
            wrong.append(place + QStringLiteral(": twice"));
        seen.insert(place);
    }
    return wrong;
}

/// @returns the buttons that show only a picture, and say nothing of it to who points at them.
inline QStringList picturesWithoutWords(QWidget &window)
{
    QStringList wrong;
    for (auto *one : window.findChildren<IconButton *>()) {
        if (one->isVisibleTo(&window) && one->caption().isEmpty()
            && (one->toolTip().isEmpty() || one->accessibleName().isEmpty()))
            wrong.append(
                one->accessibleName() + one->toolTip() + QStringLiteral(": a picture without words"));
    }
    return wrong;
}

/// Where the keyboard comes to by pressing @p key again and again, until it is where it began; at most so
/// often as there are widgets, after which it was trapped.
inline QList<QWidget *> walk(QWidget &window, Qt::Key key)
{
    QList<QWidget *> order;
    const auto most = window.findChildren<QWidget *>().size() + 2;
    for (qsizetype i = 0; i < most; ++i) {
        QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, key,
            key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        QWidget *now = window.focusWidget();
        if (!order.isEmpty() && now == order.constFirst())
            return order;
        if (!now || order.contains(now))
            return {}; // a smaller circle than the window
        order.append(now);
    }
    return {};
}

/// @returns what Tab does not come to, or that it comes back another way.
inline QStringList unreached(QWidget &window)
{
    (void)walk(window, Qt::Key_Tab); // some things come with being there: a row is chosen, and has details
    const QList<QWidget *> forth = walk(window, Qt::Key_Tab);
    if (forth.isEmpty())
        return {QStringLiteral("Tab is trapped")};
    QStringList wrong;
    for (QWidget *one : controlsOf(window)) {
        if (one->focusPolicy() & Qt::TabFocus && !forth.contains(one))
            wrong.append(spokenName(*one) + QStringLiteral(": not reached by Tab"));
    }
    QList<QWidget *> back = walk(window, Qt::Key_Backtab);
    std::reverse(back.begin(), back.end());
    // The same circle: where it begins is where it happened to be.
    const qsizetype start = back.indexOf(forth.constFirst());
    if (start >= 0)
        std::rotate(back.begin(), back.begin() + start, back.end());
    if (back != forth)
        wrong.append(QStringLiteral("Shift+Tab goes another way"));
    return wrong;
}

} // namespace carillon
