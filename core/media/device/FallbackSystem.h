#pragma once

#include "AudioSystem.h"

namespace carillon {

/// One sound system, and another for as long as the first cannot be reached and the other has devices.
class FallbackSystem final : public AudioSystem
{
    Q_OBJECT
public:
    using Make = std::function<std::unique_ptr<AudioSystem>()>;
    /// @param makeSecond called when the first turns out to be absent, once: making it may cost much.
    FallbackSystem(std::unique_ptr<AudioSystem> first, Make makeSecond);

    State state() const override;
    QList<AudioDevice> devices() const override;
    void refresh() override;
    void setWanted(Want want) override;
    std::unique_ptr<AudioInput> makeInput(const QString &id) override;
    std::unique_ptr<AudioOutput> makeOutput(const QString &id) override;
    void unmute(DeviceRole role, const QString &id) override { current().unmute(role, id); }

private:
    AudioSystem &current() const;
    void firstChanged();

    std::unique_ptr<AudioSystem> m_first;
    std::unique_ptr<AudioSystem> m_second; ///< null until it is needed
    Make m_makeSecond;                     ///< null when it was made, or when the first has worked
    Want m_want = Want::Nothing;
};

} // namespace carillon
