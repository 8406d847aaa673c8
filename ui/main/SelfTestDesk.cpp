#include "SelfTestDesk.h"

#include "CallDesk.h"
#include "MainWindow.h"
#include "Phone.h"
#include "PhoneMedia.h"
#include "SelfTestPage.h"

namespace carillon {

SelfTestDesk::SelfTestDesk(Phone &phone, MainWindow &window, CallDesk &calls, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_window(window)
    , m_calls(calls)
{
    connect(&window.selfTest(), &SelfTestPage::startRequested, this, &SelfTestDesk::start);
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
    m_running = m_phone.media().selfTest([this](const QJsonObject &card) { finish(card); });
    m_state = m_running ? SelfTestState::Running : SelfTestState::Unavailable;
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
