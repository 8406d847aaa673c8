#include "PulseStream.h"

#include "AudioFrame.h"

#include <algorithm>
#include <pulse/proplist.h>
#include <pulse/stream.h>
#include <utility>

namespace carillon::PulseStream {

pa_stream *make(pa_context *context, const char *name)
{
    if (!context)
        return nullptr;
    const pa_sample_spec format{PA_SAMPLE_S16NE, uint32_t(SampleRateHz), 1};
    pa_proplist *properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "phone");
    pa_proplist_sets(properties, PA_PROP_FILTER_SUPPRESS, "echo-cancel");
    pa_stream *stream = pa_stream_new_with_proplist(context, name, &format, nullptr, properties);
    pa_proplist_free(properties);
    return stream;
}

void silence(pa_stream *stream)
{
    pa_stream_set_state_callback(stream, nullptr, nullptr);
    pa_stream_set_read_callback(stream, nullptr, nullptr);
    pa_stream_set_write_callback(stream, nullptr, nullptr);
    pa_stream_set_underflow_callback(stream, nullptr, nullptr);
}

void drop(pa_stream *&stream)
{
    pa_stream *old = std::exchange(stream, nullptr);
    if (!old)
        return;
    silence(old);
    pa_stream_disconnect(old);
    pa_stream_unref(old);
}

std::chrono::microseconds delay(pa_stream *stream)
{
    pa_usec_t latency = 0;
    int isNegative = 0;
    if (!stream || pa_stream_get_latency(stream, &latency, &isNegative) < 0 || isNegative)
        return {};
    constexpr std::chrono::microseconds most = std::chrono::seconds(10);
    return std::min(std::chrono::microseconds(latency), most);
}

} // namespace carillon::PulseStream
