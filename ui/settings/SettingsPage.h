#pragma once

#include "Page.h"
#include "SettingsAccess.h"

class QLineEdit;

namespace carillon {

class Button;
class IconButton;
class SettingForm;
class SettingRow;
class SoundForm;
class TextLabel;
class PathField;

/// All settings on one page, in sections, with a field that looks for them by their words.
class SettingsPage final : public Page
{
    Q_OBJECT
public:
    enum class Section { Accounts, Calls, Incoming, HandingOver, Sound, Recording, Desktop, Look };
    explicit SettingsPage(SettingsAccess access, QWidget *parent = nullptr);
    void reload();
    /// What the field looks for; empty: nothing.
    void search(const QString &words);
    void showSection(Section section);
    /// Of the desktop, which comes later than this page.
    void setSessionStart(const SessionStart &start);
    /// Cheap enough for ten times a second.
    void setMeter(Speech speech, float level);
    /// @p file: what is heard now; empty: nothing.
    void setPlaying(const QString &file);
    QWidget *firstFocus() const override;

Q_SIGNALS:
    void accountsRequested();
    void selfTestRequested();
    void playRequested(const QString &file);
    void stopRequested();

private:
    void makeSections(const SettingsAccess &access);
    SettingForm *makeAccounts(const SettingsAccess &access);
    void addTones(SettingForm &form);
    void addLink(SettingForm &form, const QString &caption, void (SettingsPage::*asked)());
    QLayout *makeSearch();
    QWidget *makeContents();
    void find();
    void renderPlay();

    QList<SettingForm *> m_sections; ///< in the order of Section
    SoundForm *m_sound = nullptr;
    SessionStart m_start;
    QLineEdit *m_search;
    IconButton *m_clear; ///< what is looked for
    QWidget *m_contents = nullptr;
    TextLabel *m_found;
    PathField *m_ring = nullptr;
    IconButton *m_play = nullptr;
    QString m_playing;
};

} // namespace carillon
