#include "SoundDesk.h"

#include "CallDesk.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "Phone.h"
#include "PhoneMedia.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTimer>

namespace carillon {
namespace {

constexpr int levelsEveryMs = 100;
const auto deviceChanged = QStringLiteral("device-changed");

QLatin1String nameOf(SoundRole role)
{
    switch (role) { // no default: a new role must break this build
    case SoundRole::Microphone: return QLatin1String("input");
    case SoundRole::Loudspeaker: return QLatin1String("output");
    case SoundRole::Ring: return QLatin1String("ring");
    }
    Q_UNREACHABLE();
}

} // namespace

QList<DeviceChoice> devicesOf(const PhoneMedia &media, SoundRole role)
{
    static const QSet<QString> virtualOnes{QStringLiteral("default"), QStringLiteral("null")};
    QList<DeviceChoice> choices;
    const QJsonArray devices = media.devices();
    for (const auto &device : devices) {
        const QString id = device[QLatin1String("id")].toString();
        const bool isListed = device[QLatin1String("available")].toBool()
            && device[QLatin1String("role")].toString() == nameOf(role);
        // What stands in the list only as it was chosen is no device of the system's.
        const bool isReal = !virtualOnes.contains(id) && !id.startsWith(QLatin1String("id:"))
            && !id.startsWith(QLatin1String("file:")) && !id.startsWith(QLatin1String("tone:"));
        if (isListed && isReal)
            choices.append(
                {id, device[QLatin1String("name")].toString(), device[QLatin1String("inUse")].toBool(),
                    device[QLatin1String("muted")].toBool(), device[QLatin1String("default")].toBool()});
    }
    return choices;
}

SoundDesk::SoundDesk(Phone &phone, Clock &clock, MainWindow &window, CallDesk &calls, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_window(window)
    , m_calls(calls)
    , m_news(clock)
    , m_levels(new QTimer(this))
{
    m_levels->setInterval(levelsEveryMs);
    connect(m_levels, &QTimer::timeout, this, &SoundDesk::measure);
    connect(&window, &MainWindow::screenChanged, this, &SoundDesk::look);
    connect(&calls, &CallDesk::callsChanged, this, &SoundDesk::look);
    connect(&phone, &Phone::noticed, this, &SoundDesk::tell);
    connect(&calls, &CallDesk::devicesAsked, this, [this] {
        m_window.showSettings(SettingsPage::Section::Sound);
        m_window.present();
    });
}

bool SoundDesk::isQuiet(const QString &code)
{
    return code == deviceChanged;
}

void SoundDesk::look()
{
    const bool isSeen = m_window.screen() == MainWindow::Screen::Settings;
    if (!isSeen || m_calls.liveCalls().isEmpty())
        m_levels->stop();
    else if (!m_levels->isActive())
        m_levels->start();
    if (isSeen)
        measure();
}

/// Of the call that hears us.
void SoundDesk::measure()
{
    Speech speech = Speech::NoCall;
    float level = 0;
    for (const Call *call : m_phone.calls()) {
        const CallState state = call->state();
        if (state.phase != CallState::Phase::Established || state.heldLocal)
            continue;
        speech = state.muted ? Speech::Muted : Speech::Open;
        level = std::max(level, state.inputLevel);
    }
    m_window.settingsPage().setMeter(speech, level);
}

void SoundDesk::tell(const QString &code, const QString &sentence)
{
    if (!isQuiet(code))
        return;
    m_calls.tellNews(sentence);
    m_window.notices().addNotice(code, sentence, NoticeBar::Weight::Quiet);
    m_news.start(newsTime, [this] { m_window.notices().remove(deviceChanged); });
}

} // namespace carillon
