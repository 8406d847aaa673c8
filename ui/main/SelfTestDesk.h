#pragma once

#include "SelfTestPresentation.h"

#include <QObject>
#include <memory>

namespace carillon {

class CallDesk;
class MainWindow;
class Phone;

/// Runs the self-test for its page, where no call has the sound.
class SelfTestDesk final : public QObject
{
    Q_OBJECT
public:
    SelfTestDesk(Phone &phone, MainWindow &window, CallDesk &calls, QObject *parent = nullptr);
    ~SelfTestDesk() override;

private:
    void start();
    void stop();
    void stepped(const QJsonObject &step);
    void finish(const QJsonObject &card);
    void render();
    bool isBusy() const;

    Phone &m_phone;
    MainWindow &m_window;
    CallDesk &m_calls;
    std::unique_ptr<QObject> m_running;
    SelfTestState m_state = SelfTestState::Idle;
    QJsonObject m_card;
};

} // namespace carillon
