#pragma once

namespace carillon {

class AudioSession;
struct MediaState;

/// How the sound of a call is, and what is wrong with it: from the session's words to the phone's.
void describeSound(const AudioSession &session, MediaState &state);

} // namespace carillon
