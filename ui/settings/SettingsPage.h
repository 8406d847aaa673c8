#pragma once

#include "SettingForm.h"

namespace carillon {

/// What can be chosen, but for the sound, which has a page of its own.
class SettingsPage final : public SettingForm
{
    Q_OBJECT
public:
    explicit SettingsPage(SettingsAccess access, QWidget *parent = nullptr);

Q_SIGNALS:
    void soundRequested();
};

} // namespace carillon
