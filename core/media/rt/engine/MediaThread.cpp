#include "MediaThread.h"

namespace carillon {

struct MediaThread::Private {
    explicit Private(AudioPort &audioPort)
        : port(audioPort)
    {
    }
    AudioPort &port;
    bool running = false;
    SpscRing<MediaEvent, 64> events;
    std::vector<std::unique_ptr<MediaStream>> streams;
};

MediaThread::MediaThread(AudioPort &port)
    : d(std::make_unique<Private>(port))
{
}

MediaThread::~MediaThread() = default;

void MediaThread::start()
{
    d->running = true;
}

void MediaThread::stop()
{
    d->running = false;
}

bool MediaThread::isRunning() const
{
    return d->running;
}

bool MediaThread::isRealTime() const
{
    return false;
}

bool MediaThread::addStream(std::unique_ptr<MediaStream> &&stream)
{
    d->streams.push_back(std::move(stream));
    return true;
}

bool MediaThread::updateStream(StreamId id, std::unique_ptr<StreamSetup> &&setup)
{
    return d->events.push(SetupRetired {id, std::move(setup)});
}

bool MediaThread::removeStream(StreamId id)
{
    for (auto &stream : d->streams) {
        if (stream && stream->id() == id)
            return d->events.push(StreamRemoved {id, std::move(stream)});
    }
    return false;
}

bool MediaThread::sendDtmf(StreamId id, const DtmfRequest &)
{
    return d->events.push(DtmfFinished {id});
}

MediaEvent MediaThread::takeEvent()
{
    MediaEvent event;
    d->events.pop(event);
    return event;
}

} // namespace carillon
