#pragma once

#include "StreamStatistics.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace carillon {

/// Why one direction of a call is silent, and what would help.
struct Diagnosis {
    enum class Cause : std::uint8_t {
        None,
        HeldByUs,
        HeldByPeer,
        WayPending,         ///< ICE or DTLS are not through
        WrongKey,           ///< SRTP that does not prove true
        UnknownCodec,       ///< a payload type that was not agreed
        Stranger,           ///< from another address than the one that counts
        Unreadable,         ///< neither RTP nor anything known
        WrongAddress,       ///< nothing comes, and the peer named an address of another, private network
        NothingArrives,     ///< at all, ever
        Stopped,            ///< nothing comes any more
        LoudspeakerStalled, ///< it fetches nothing
        LoudspeakerMuted,   ///< by the system
        NoRoute,            ///< the system does not send our packets
        NotReported,        ///< our packets leave, and the peer reports none of them
        MicrophoneStalled,  ///< it gives nothing
        MicrophoneMuted,    ///< by the system
        MicrophoneSilent,   ///< it gives zeros
        PeerOnlyListens,    ///< recvonly in its description
        PeerSilent,         ///< its packets came with silence in them from the beginning
        MutedByUs,
        PeerQuiet,       ///< likewise, after it was heard
        MicrophoneQuiet, ///< zeros, after it gave sound: a switch, or a filter that lets only speech through
        Clipping,        ///< the microphone is too loud
    };
    static constexpr std::size_t Causes = std::size_t(Cause::Clipping) + 1;
    enum class Direction : std::uint8_t { None, Heard, Sent, Both };
    enum class Fix : std::uint8_t {
        None,
        Reconnect,
        UseRelay,
        ChooseMicrophone,
        ChooseLoudspeaker,
        Unmute,
        UnmuteSystem, ///< of the device of the direction
        Resume,
    };
    Cause cause = Cause::None;
    Direction direction = Direction::None;
    Fix fix = Fix::None;
    /// Not only what somebody chose: people should be told without asking.
    bool isFault() const;
    /// A fault for which one side hears nothing of the other.
    bool isSilence() const { return isFault() && cause != Cause::Clipping; }
    /// Of this computer's devices.
    bool isOfDevice() const;
    friend bool operator==(const Diagnosis &, const Diagnosis &) = default;
};

/// What the doctor looks at. Counters only grow, but for a new stream.
struct SoundFacts {
    enum class Way : std::uint8_t { Ready, Pending } way = Way::Ready;
    bool sends = true;    ///< as agreed
    bool receives = true; ///< as agreed
    bool isHeldByUs = false;
    bool isHeldByPeer = false;
    bool isMutedByUs = false;
    bool isPeerElsewhere = false; ///< its address is private, and not of our network
    bool canRelay = false;        ///< there is a TURN server for this call
    bool usesDevices = false;
    bool isMicrophoneMeantSilent = false; ///< none was chosen
    bool isMicrophoneMuted = false;       ///< by the system
    bool isLoudspeakerMuted = false;
    StreamStatistics stream;
    std::uint64_t capturedFrames = 0; ///< 10 ms each
    std::uint64_t capturedSilent = 0;
    std::uint64_t capturedClipped = 0;
    std::uint64_t captureMissed = 0;
    std::uint64_t playbackMissed = 0;
};

/// Names, within three seconds, why one direction of a call is silent: a table of rules, looked at each
/// Period, the first that holds for its time wins. Pure: time is how often it is asked.
class SoundDoctor final
{
public:
    static constexpr std::chrono::milliseconds Period{500};
    static constexpr std::size_t MaxRules = 24;

    const Diagnosis &look(const SoundFacts &facts);
    const Diagnosis &diagnosis() const { return m_diagnosis; }
    /// What was seen so far is of another stream, or of before the answer.
    void forget();

private:
    std::array<int, MaxRules> m_held{}; ///< looks in a row, by rule
    SoundFacts m_before;
    bool m_hasBefore = false;
    bool m_hasArrived = false;  ///< sound, in packets
    int m_quietLooks = 0;       ///< in a row without sound and reports
    bool m_hasHeard = false;    ///< sound that was not silence
    bool m_hasCaptured = false; ///< likewise, of the microphone
    int m_sendingLooks = 0;     ///< in a row
    bool m_isUnreported = false;
    Diagnosis m_diagnosis;
};

} // namespace carillon
