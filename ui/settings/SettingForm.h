#pragma once

#include "SettingsAccess.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace carillon {

class ChoiceBox;
class LinesField;
class PathField;
class SettingRow;
enum class PathKind;

/// The settings of one subject, below its heading; every choice holds at once, a refusal is taken back and
/// said below what was refused.
class SettingForm : public QWidget
{
    Q_OBJECT
public:
    /// What stands beside a setting.
    struct Text {
        QString label;     ///< with its mnemonic
        QString help = {}; ///< a sentence below
        QString also = {}; ///< what else a person may look for it by
    };
    struct Choice {
        QString value;
        QString text;
    };
    SettingForm(const QString &title, SettingsAccess access, QWidget *parent);
    QString title() const { return m_title; }
    /// Reads everything again, as when a script changed it.
    void reload();
    /// Shows what fits all of @p words (see SettingRow::folded()); empty: everything. @returns how many rows.
    int filter(const QStringList &words);

    /// @name Rows, added at the end. For a setting that is not known there is none, and what is returned
    /// null.
    ChoiceBox *addChoice(const QString &key, const Text &text, const QList<Choice> &choices);
    void addSwitch(const QString &key, const Text &text);
    /// @p placeholder: what holds where nothing is typed.
    void addField(const QString &key, const Text &text, const QString &placeholder);
    /// Several, one a line; in the setting @p separator stands between them.
    SettingRow *addLines(const QString &key, const Text &text, QChar separator);
    PathField *addPath(const QString &key, const Text &text, PathKind kind, const QString &placeholder);
    void addKeys(const QString &key, const Text &text);
    /// One that the caller fills.
    SettingRow &addRow(const Text &text);
    /// @p load is called by reload(), and is not to write.
    void addLoader(std::function<void()> load);
    bool isKnown(const QString &key) const { return !m_access.isKnown || m_access.isKnown(key); }

    const SettingsAccess &access() const { return m_access; }
    /// @p row says why, where it is refused.
    void set(const QString &key, const QString &value, SettingRow &row);
    void refuse(const QString &sentence, SettingRow &row);
    bool isLoading() const { return m_isLoading; }
    /// A caption above, where a person looks for what @p buddy is.
    QLabel *addCaption(SettingRow &row, const Text &text, QWidget *buddy);
    void addHelp(SettingRow &row, const Text &text);
    /// A check box whose text is wrapped, and the help below.
    QCheckBox *addBox(SettingRow &row, const Text &text);

Q_SIGNALS:
    void revealed(QWidget *part); ///< was just shown, and is to be seen

protected:
    /// Where the next rows go.
    void setColumn(QVBoxLayout &column) { m_column = &column; }
    QVBoxLayout &body() const { return *m_body; }
    /// Of all rows some are looked for; what is folded away shows.
    virtual void setSearching(bool) { }

private:
    QString m_title;
    SettingsAccess m_access;
    QVBoxLayout *m_body;
    QVBoxLayout *m_column;
    QList<std::function<void()>> m_loaders;
    QList<SettingRow *> m_rows;
    bool m_isLoading = false; // what is read is not to be written again
};

} // namespace carillon
