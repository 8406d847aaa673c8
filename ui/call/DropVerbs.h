#pragma once

#include "TransferPresentation.h"

#include <QWidget>

namespace carillon {

/// The verbs of a target, side by side over it, while a call is dragged there. Takes no events of its own.
class DropVerbs final : public QWidget
{
    Q_OBJECT
public:
    explicit DropVerbs(QWidget *parent);
    /// Shows itself at @p part of the parent with the verb at @p at marked.
    void offer(const QRect &part, const QList<VerbPresentation> &verbs, const QPoint &at);
    /// Which of @p count verbs stands at @p x of @p part, from the side where reading begins.
    static int verbAt(const QRect &part, int count, int x, Qt::LayoutDirection direction);
    int marked() const { return m_marked; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<VerbPresentation> m_verbs;
    int m_marked = 0;
};

} // namespace carillon
