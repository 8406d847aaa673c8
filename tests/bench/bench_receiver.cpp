// Our receiver in virtual time: what it makes of datagrams that come when a file says. Hours of calls in
// seconds, and each run the same.
//
// One job for each line of stdin: PACKETS SOUND MILLISECONDS. PACKETS has a line "MICROSECONDS HEX" for each
// RTP datagram (Opus is 111), in the order of arrival; SOUND becomes what the loudspeaker gets, 48 kHz mono
// s16, from time 0 on. For each job a line of JSON comes out.
#include "StreamPair.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Arrival {
    std::chrono::microseconds at{};
    std::vector<std::uint8_t> bytes;
};

/// Stops at the first line that is none.
std::vector<Arrival> readArrivals(const std::string &path)
{
    std::vector<Arrival> arrivals;
    std::ifstream file(path);
    std::int64_t microseconds = 0;
    std::string hex;
    while (file >> microseconds >> hex) {
        Arrival arrival{std::chrono::microseconds(microseconds), {}};
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
            arrival.bytes.push_back(std::uint8_t(std::stoul(hex.substr(i, 2), nullptr, 16)));
        arrivals.push_back(std::move(arrival));
    }
    return arrivals;
}

/// One call: a device at one end, the file at the other.
class Call final
{
public:
    Call()
        : m_pair(std::make_unique<StreamPair>())
    {
        StreamParameters parameters = m_pair->left(CodecKind::Opus);
        parameters.endpoint.kind = EndpointKind::Device;
        parameters.firstSequenceNumber = 1;
        m_controls = m_pair->add(parameters);
        m_pair->engine.tick(m_pair->now - TickPeriod); // it obeys before the first packet comes
        takePlayed();
        m_sound.clear();
    }

    /// A packet comes when it comes, not with the tick after it: so the kernel's notes tell it to the real
    /// thread.
    void run(const std::vector<Arrival> &arrivals, std::chrono::milliseconds duration)
    {
        const MediaTime begin = m_pair->now;
        auto next = arrivals.begin();
        for (; m_pair->now < begin + duration; m_pair->now += TickPeriod) {
            for (; next != arrivals.end() && begin + next->at <= m_pair->now; ++next) {
                m_pair->rightRtp.send(next->bytes, m_pair->leftRtp.address());
                m_pair->engine.receive(begin + next->at);
            }
            m_pair->engine.tick(m_pair->now);
            takePlayed();
            m_pair->rightRtp.receiveAll();
            MediaEvent event;
            while (m_pair->engine.events().pop(event)) { }
        }
    }

    const std::vector<std::int16_t> &sound() const { return m_sound; }
    StreamStatistics statistics() const { return m_controls->statistics(); }

private:
    void takePlayed()
    {
        AudioFrame frame{};
        while (m_pair->port.playback.pop(frame))
            m_sound.insert(m_sound.end(), frame.begin(), frame.end());
        m_pair->port.capture.push(AudioFrame{});
    }

    std::unique_ptr<StreamPair> m_pair;
    StreamControls *m_controls = nullptr;
    std::vector<std::int16_t> m_sound;
};

bool work(const std::string &packets, const std::string &sound, std::chrono::milliseconds duration)
{
    const auto arrivals = readArrivals(packets);
    if (arrivals.empty())
        return false;
    Call call;
    call.run(arrivals, duration);
    std::ofstream file(sound, std::ios::binary);
    file.write(reinterpret_cast<const char *>(call.sound().data()),
        std::streamsize(call.sound().size() * sizeof(std::int16_t)));
    const StreamStatistics statistics = call.statistics();
    std::printf(
        "{\"packets\": %llu, \"lost\": %lld, \"late\": %llu, \"concealedMs\": %.1f, \"acceleratedMs\": %.1f, "
        "\"deceleratedMs\": %.1f, \"bufferMs\": %.1f, \"targetMs\": %.1f}\n",
        static_cast<unsigned long long>(statistics.packetsReceived), static_cast<long long>(statistics.lost),
        static_cast<unsigned long long>(statistics.late), statistics.concealedMs, statistics.acceleratedMs,
        statistics.deceleratedMs, statistics.bufferMs, statistics.targetBufferMs);
    return bool(file);
}

} // namespace

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string packets, sound;
        int milliseconds = 0;
        if (!(words >> packets >> sound >> milliseconds)
            || !work(packets, sound, std::chrono::milliseconds(milliseconds))) {
            std::fprintf(stderr, "no such packets: %s\n", line.c_str());
            return 1;
        }
    }
    return 0;
}
