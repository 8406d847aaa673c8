#pragma once

#include "Icons.h"
#include "MarkedWord.h"

namespace carillon {

/// A small fact with its mark ("Encrypted to your provider") which explains itself when it is pressed.
class FactButton final : public MarkedWord
{
    Q_OBJECT
public:
    explicit FactButton(QWidget *parent = nullptr);
    /// @p sentence: the explanation, as tool tip.
    void setFact(Icon icon, const QString &text, const QString &sentence);

private:
    void paintMark(QPainter &painter, const QRect &mark) override;

    Icon m_icon = Icon::Lock;
};

} // namespace carillon
