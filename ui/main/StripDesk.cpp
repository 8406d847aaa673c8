#include "StripDesk.h"

#include "CallDesk.h"
#include "CallStrip.h"
#include "Icons.h"
#include "Metrics.h"
#include "Phone.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

#include <QGuiApplication>
#include <QScreen>

namespace carillon {

StripDesk::StripDesk(Phone &phone, CallDesk &calls, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_calls(calls)
    , m_strip(std::make_unique<CallStrip>())
{
    m_strip->setWindowIcon(applicationIcon());
    connect(m_strip.get(), &CallStrip::muteRequested, &calls, &CallDesk::setMuted);
    connect(m_strip.get(), &CallStrip::hangUpRequested, &calls, &CallDesk::end);
    connect(m_strip.get(), &CallStrip::showRequested, &calls, &CallDesk::showWindow);
    connect(m_strip.get(), &CallStrip::handOverRequested, &calls, &CallDesk::startHandover);
    connect(m_strip.get(), &CallStrip::closeAsked, this, &StripDesk::toggle);
    connect(m_strip.get(), &CallStrip::moved, this, [this](const QPoint &to) {
        m_phone.settings().set(setting::callStripPlace, QStringLiteral("%1,%2").arg(to.x()).arg(to.y()));
    });
    connect(&calls, &CallDesk::stripAsked, this, &StripDesk::toggle);
    connect(&calls, &CallDesk::callsChanged, this, &StripDesk::refresh);
    connect(&phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == setting::callStrip)
            refresh();
    });
    refresh();
}

StripDesk::~StripDesk() = default;

bool StripDesk::isOn() const
{
    return m_phone.settings().value(setting::callStrip) == setting::on;
}

void StripDesk::toggle()
{
    m_phone.settings().set(setting::callStrip, isOn() ? setting::off : setting::on);
}

void StripDesk::refresh()
{
    const auto shown = isOn() ? presentStrip(m_calls.liveCalls()) : std::nullopt;
    if (!shown) {
        m_strip->hide();
        return;
    }
    m_strip->setPresentation(*shown);
    if (m_strip->isVisible())
        return;
    place();
    m_strip->show();
}

// Where it was, if that is still on a screen; else at the top in the middle.
void StripDesk::place()
{
    const QStringList parts = m_phone.settings().value(setting::callStripPlace).split(QLatin1Char(','));
    const QPoint kept(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() == 2 && QGuiApplication::screenAt(QRect(kept, m_strip->size()).center())) {
        m_strip->move(kept);
        return;
    }
    const QScreen *screen = QGuiApplication::primaryScreen();
    if (!screen)
        return;
    const QRect room = screen->availableGeometry();
    m_strip->move(room.center().x() - m_strip->width() / 2, room.top() + metrics::gap);
}

} // namespace carillon
