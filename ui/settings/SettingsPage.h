#pragma once

#include "Page.h"

#include <functional>

class QListWidget;

namespace carillon {

class ChoiceBox;
class TextLabel;

/// A microphone or loudspeaker that is there now.
struct DeviceChoice {
    QString id;
    QString name;
    friend bool operator==(const DeviceChoice &, const DeviceChoice &) = default;
};

/// Where the page reads and writes; set() answers like SettingsStore::set(): empty, or why it is refused.
struct SettingsAccess {
    std::function<QString(const QString &key)> value;
    std::function<QString(const QString &key, const QString &value)> set;
    /// Those that can be chosen for @p key.
    std::function<QList<DeviceChoice>(const QString &key)> devices = {};
};

/// What can be chosen; every choice holds at once.
class SettingsPage final : public Page
{
    Q_OBJECT
public:
    explicit SettingsPage(SettingsAccess access, QWidget *parent = nullptr);
    /// Reads everything again, as when a script changed it.
    void reload();

private:
    struct Choice {
        QString value;
        QString text;
    };
    ChoiceBox *addChoice(const QString &label, const QString &key, const QList<Choice> &choices);
    ChoiceBox *addBox(const QString &label);
    void addDevice(const QString &label, const QString &key);
    QList<Choice> deviceChoices(const QString &key);
    void addSwitch(const QString &label, const QString &key);
    void addCodecs();
    void loadCodecs();
    QStringList chosenCodecs() const;
    void saveCodecs();
    void moveCodec(int by);
    void set(const QString &key, const QString &value);

    SettingsAccess m_access;
    QList<std::function<void()>> m_loaders;
    QListWidget *m_codecs = nullptr;
    QHash<QString, QString> m_deviceNames; ///< by id, also of those that were there before
    TextLabel *m_problem;
    bool m_loading = false; // what is read is not to be written again
};

} // namespace carillon
