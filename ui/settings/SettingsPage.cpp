#include "SettingsPage.h"

#include "Button.h"
#include "Icons.h"
#include "SettingKeys.h"

#include <QVBoxLayout>

namespace carillon {

SettingsPage::SettingsPage(SettingsAccess access, QWidget *parent)
    : SettingForm(tr("Settings"), std::move(access), parent)
{
    auto *sound = new Button(tr("&Sound…"), this);
    sound->setIcon(themedIcon(Icon::Loudspeaker));
    connect(sound, &Button::clicked, this, &SettingsPage::soundRequested);
    body()->addWidget(sound);
    addChoice(tr("&Appearance"), setting::theme,
        {{QStringLiteral("system"), tr("As the system")}, {QStringLiteral("light"), tr("Light")},
            {QStringLiteral("dark"), tr("Dark")}});
    addChoice(tr("Ans&wer by itself"), setting::autoAnswer,
        {{setting::off, tr("Never")}, {setting::on, tr("At once")},
            {QStringLiteral("5"), tr("After 5 seconds")}, {QStringLiteral("10"), tr("After 10 seconds")},
            {QStringLiteral("20"), tr("After 20 seconds")}});
    addChoice(tr("When somebody wants to &hand me over"), setting::acceptRefer,
        {{QStringLiteral("ask"), tr("Ask me")}, {QStringLiteral("always"), tr("Always let them")},
            {QStringLiteral("never"), tr("Never let them")}});
    addSwitch(tr("&Keep running in the tray when the window is closed"), setting::closeToTray);
    body()->addStretch(1);
    reload();
}

} // namespace carillon
