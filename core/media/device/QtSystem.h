#pragma once

#include "AudioSystem.h"

namespace carillon {

/// The devices of QtMultimedia, which tells of no change by itself: they are as of the last refresh().
class QtSystem final : public AudioSystem
{
    Q_OBJECT
public:
    State state() const override { return m_state; }
    QList<AudioDevice> devices() const override { return m_devices; }
    void refresh() override;
    void setWanted(Want want) override;
    std::unique_ptr<AudioInput> makeInput(const QString &id) override;
    std::unique_ptr<AudioOutput> makeOutput(const QString &id) override;

private:
    State m_state = State::Unknown;
    QList<AudioDevice> m_devices;
};

} // namespace carillon
