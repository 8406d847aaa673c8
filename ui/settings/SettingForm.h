#pragma once

#include "Page.h"
#include "SoundPresentation.h"

#include <functional>

namespace carillon {

class ChoiceBox;
class TextLabel;

/// Where the pages read and write; set() answers like SettingsStore::set(): empty, or why it is refused.
struct SettingsAccess {
    std::function<QString(const QString &key)> value;
    std::function<QString(const QString &key, const QString &value)> set;
    /// Those that there are for @p role now.
    std::function<QList<DeviceChoice>(SoundRole role)> devices = {};
};

/// A page of settings; every choice holds at once, a refusal is taken back and said.
class SettingForm : public Page
{
    Q_OBJECT
public:
    /// Reads everything again, as when a script changed it.
    void reload();

protected:
    struct Choice {
        QString value;
        QString text;
    };
    SettingForm(const QString &title, SettingsAccess access, QWidget *parent);
    /// Where the next rows go; body() until another one is told.
    void setColumn(QVBoxLayout &column) { m_column = &column; }
    QVBoxLayout &column() const { return *m_column; }
    ChoiceBox *addChoice(const QString &label, const QString &key, const QList<Choice> &choices);
    void addSwitch(const QString &label, const QString &key);
    /// @p load is called by reload(), and is not to write.
    void addLoader(std::function<void()> load) { m_loaders.append(std::move(load)); }
    const SettingsAccess &access() const { return m_access; }
    void set(const QString &key, const QString &value);
    void refuse(const QString &sentence);

private:
    SettingsAccess m_access;
    QVBoxLayout *m_column;
    QList<std::function<void()>> m_loaders;
    TextLabel *m_problem;
    bool m_isLoading = false; // what is read is not to be written again
};

} // namespace carillon
