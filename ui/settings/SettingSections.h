#pragma once

#include "SettingForm.h"

namespace carillon {

/// @name The sections of the settings, but for the sound, which has a class of its own
SettingForm *makeCallsSection(const SettingsAccess &access, QWidget *parent);
SettingForm *makeIncomingSection(const SettingsAccess &access, QWidget *parent);
SettingForm *makeHandingOverSection(const SettingsAccess &access, QWidget *parent);
SettingForm *makeRecordingSection(const SettingsAccess &access, QWidget *parent);
SettingForm *makeDesktopSection(const SettingsAccess &access, QWidget *parent);
SettingForm *makeLookSection(const SettingsAccess &access, QWidget *parent);

} // namespace carillon
