#pragma once

#include "SettingForm.h"

class QPushButton;

namespace carillon {

class LevelLine;
class OrderedList;
class TextLabel;

/// Microphone, loudspeaker, ringing: which device, how loud, and what is done to the sound between.
class SoundForm final : public SettingForm
{
    Q_OBJECT
public:
    explicit SoundForm(SettingsAccess access, QWidget *parent = nullptr);
    /// Cheap enough for ten times a second.
    void setMeter(Speech speech, float level);

protected:
    void setSearching(bool on) override;

private:
    struct Role; ///< its keys and its words
    void addRole(const Role &role);
    void addMeter();
    void addVoice();
    void addAdvanced();
    void addCodecs();
    void loadCodecs(OrderedList &list) const;
    void saveCodecs(const OrderedList &list, SettingRow &row);
    void loadDevices(const Role &role, OrderedList &list, TextLabel &muted);
    void saveDevices(const Role &role, const OrderedList &list, SettingRow &row);
    void renderAdvanced();

    QHash<QString, QString> m_names; ///< of devices by id, also of those that were there before
    TextLabel *m_meterSentence = nullptr;
    LevelLine *m_meter = nullptr;
    QPushButton *m_more = nullptr;
    QWidget *m_advanced = nullptr;
    bool m_isSearching = false;
};

} // namespace carillon
