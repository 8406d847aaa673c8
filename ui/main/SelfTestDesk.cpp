#include "SelfTestDesk.h"

#include "CallDesk.h"
#include "MainWindow.h"
#include "Phone.h"
#include "PhoneMedia.h"
#include "SelfTestPage.h"

#include <QJsonArray>

namespace carillon {

SelfTestDesk::SelfTestDesk(Phone &phone, MainWindow &window, CallDesk &calls, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_window(window)
    , m_calls(calls)
{
    connect(&window.selfTest(), &SelfTestPage::startRequested, this, &SelfTestDesk::start);
    connect(&window.selfTest(), &SelfTestPage::stopRequested, this, &SelfTestDesk::stop);
    connect(&calls, &CallDesk::callsChanged, this, &SelfTestDesk::render);
    connect(&calls, &CallDesk::selfTestAsked, this, [this] {
        m_window.showScreen(MainWindow::Screen::SelfTest);
        m_window.present();
    });
    render();
}

SelfTestDesk::~SelfTestDesk() = default;

bool SelfTestDesk::isBusy() const
{
    return !m_calls.liveCalls().isEmpty();
}

void SelfTestDesk::start()
{
    if (m_running || isBusy())
        return render();
    SelfTestListener listener;
    listener.step = [this](const QJsonObject &step) { stepped(step); };
    listener.done = [this](const QJsonObject &card) { finish(card); };
    m_card = {};
    m_running = m_phone.media().selfTest(std::move(listener));
    m_state = m_running ? SelfTestState::Running : SelfTestState::Unavailable;
    render();
}

void SelfTestDesk::stop()
{
    if (m_state != SelfTestState::Running)
        return; // it came to its end just now
    m_running.reset();
    m_state = SelfTestState::Stopped;
    render();
}

void SelfTestDesk::stepped(const QJsonObject &step)
{
    const QLatin1StringView name("name"), key("steps");
    QJsonArray steps = m_card[key].toArray();
    qsizetype at = 0;
    while (at < steps.size() && steps.at(at).toObject()[name] != step[name])
        ++at;
    if (at < steps.size())
        steps.replace(at, step);
    else
        steps.append(step);
    m_card[key] = steps;
    render();
}

// It is told from within the test, which cannot go before it has told it.
void SelfTestDesk::finish(const QJsonObject &card)
{
    m_card = card;
    m_state = SelfTestState::Done;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_running.reset();
            render();
        },
        Qt::QueuedConnection);
}

// A call that comes in takes the sound, and the test says so itself.
void SelfTestDesk::render()
{
    const bool shows
        = m_state == SelfTestState::Running || m_state == SelfTestState::Unavailable || !isBusy();
    m_window.selfTest().setPresentation(presentSelfTest(shows ? m_state : SelfTestState::Busy, m_card));
}

} // namespace carillon
