#include "QuietEnd.h"

#include "Clock.h"
#include "QuietTime.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

namespace carillon {

QString quietEndOf(const SettingsStore &settings, Clock &clock)
{
    if (settings.value(setting::doNotDisturb) != setting::on)
        return {};
    const QDateTime end = QDateTime::fromString(settings.value(setting::dndUntil), Qt::ISODateWithMs);
    return quietEndText(end.toLocalTime(), clock.wallTime().toLocalTime(), QLocale());
}

} // namespace carillon
