#pragma once

#include <QByteArray>
#include <chrono>

struct pa_context;
struct pa_stream;

namespace carillon::PulseStream {

/// 16-bit mono at 48 kHz, of the role "phone"; not connected yet. The server is asked to leave echo and noise
/// to us. @returns null where the connection is gone.
pa_stream *make(pa_context *context, const char *name);
/// No callback any more.
void silence(pa_stream *stream);
/// Closes it without another callback.
void drop(pa_stream *&stream);
/// Between us and the air, as the server says; 0 while it is not known.
std::chrono::microseconds delay(pa_stream *stream);

} // namespace carillon::PulseStream
