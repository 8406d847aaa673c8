#pragma once

#include <QWidget>

class QHBoxLayout;
class QLineEdit;

namespace carillon {

enum class PathKind { Folder, Sound, Program };

/// A path, typed or chosen from the disk without anything waiting for it.
class PathField final : public QWidget
{
    Q_OBJECT
public:
    /// @p subject: what it is the path of, as title of the chooser.
    PathField(PathKind kind, const QString &subject, QWidget *parent = nullptr);
    /// What holds where there is none.
    void setPlaceholder(const QString &text);
    /// Says nothing; what somebody is typing stays.
    void setPath(const QString &path);
    QString path() const;
    QLineEdit *field() const { return m_field; }
    /// Behind the field.
    void addButton(QWidget &button);

Q_SIGNALS:
    void chosen(const QString &path); ///< empty: the usual one

private:
    void browse();

    PathKind m_kind;
    QString m_subject;
    QLineEdit *m_field;
    QHBoxLayout *m_row;
};

} // namespace carillon
