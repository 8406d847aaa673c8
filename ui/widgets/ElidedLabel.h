#pragma once

#include "Theme.h"

#include <QStringList>
#include <QWidget>

namespace carillon {

/// One line of plain text that shortens itself, or the names in it, with an ellipsis; the whole is its tool
/// tip then, and always its accessible name.
class ElidedLabel final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    QString text() const { return m_text; }
    void setText(const QString &text);
    /// What of the text is shortened where it does not fit, in this order: names, never the verb beside them.
    void setNames(const QStringList &names);
    QString shownText() const;
    void setTone(Tone tone);
    void setStep(TypeStep step);
    void setBold(bool bold);
    void setAlignment(Qt::Alignment alignment);
    bool isElided() const;
    bool isShortenedInNames() const; ///< and nowhere else
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    QString m_text;
    QStringList m_names;
    Tone m_tone = Tone::Text;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

} // namespace carillon
