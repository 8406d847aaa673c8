#pragma once

#include <QPlainTextEdit>

namespace carillon {

/// Several short texts, one a line. Tab leaves it; what was typed counts when it is left.
class LinesField final : public QPlainTextEdit
{
    Q_OBJECT
public:
    /// @p separator stands between them in the value.
    explicit LinesField(QChar separator, QWidget *parent = nullptr);
    /// Says nothing; what somebody is typing stays.
    void setValue(const QString &value);
    QString value() const;

Q_SIGNALS:
    void edited(const QString &value);

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override; // three lines of whatever letters

private:
    void fitHeight();

    QChar m_separator;
};

} // namespace carillon
