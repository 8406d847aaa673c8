#pragma once

#include <QObject>
#include <memory>

namespace carillon {

class CallDesk;
class CallStrip;
class Phone;

/// Shows the strip while a call goes on, where somebody wishes it: the wish and the place are remembered.
class StripDesk final : public QObject
{
    Q_OBJECT
public:
    StripDesk(Phone &phone, CallDesk &calls, QObject *parent = nullptr);
    ~StripDesk() override;
    bool isOn() const;
    void toggle();

private:
    void refresh();
    void place();

    Phone &m_phone;
    CallDesk &m_calls;
    std::unique_ptr<CallStrip> m_strip;
};

} // namespace carillon
