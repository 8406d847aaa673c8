#pragma once

#include <QWidget>

class QVBoxLayout;

namespace carillon {

class TextLabel;

/// One setting: what it is, how it is changed, and why the last change was refused. Found by its words.
class SettingRow final : public QWidget
{
    Q_OBJECT
public:
    /// @p words: all that a person may look for it by.
    explicit SettingRow(const QString &words, QWidget *parent = nullptr);
    QVBoxLayout &column() const { return *m_column; }
    void addWords(const QString &words);
    /// Each of @p words (see folded()) begins or is part of one of ours.
    bool fits(const QStringList &words) const;
    /// Empty: none.
    void showProblem(const QString &sentence);

    /// The words of @p text as they are compared: without case, accents and mnemonics.
    static QStringList folded(const QString &text);

private:
    QString m_words;
    QVBoxLayout *m_column;
    TextLabel *m_problem;
};

} // namespace carillon
