#include "RecorderWorker.h"

#include "Logging.h"

#include <QFileInfo>
#include <algorithm>

namespace carillon {

RecorderWorker::RecorderWorker()
    : m_timer(this)
{
    m_timer.setInterval(Period);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RecorderWorker::work);
}

RecorderWorker::~RecorderWorker() = default;

void RecorderWorker::begin(quint64 id, const RecordingPlace &place, const std::shared_ptr<RecordingTap> &tap)
{
    auto file = RecordingFile::create(place);
    if (!file) {
        qCWarning(lcMedia).noquote() << file.error().message;
        Q_EMIT ended(id, file.error());
        return;
    }
    const QString path = (*file)->path();
    m_takes.insert_or_assign(id, Take{place, tap, std::move(*file), 0, 0});
    m_timer.start();
    Q_EMIT began(id, path);
}

void RecorderWorker::end(quint64 id)
{
    const auto found = m_takes.find(id);
    if (found == m_takes.end())
        return;
    write(found->second);
    const auto safe = found->second.file->keepSafe();
    finish(id, safe ? RecordingError{} : safe.error());
}

void RecorderWorker::endAll()
{
    while (!m_takes.empty())
        end(m_takes.begin()->first);
}

void RecorderWorker::work()
{
    std::vector<quint64> ids;
    for (const auto &[id, take] : m_takes)
        ids.push_back(id);
    for (const quint64 id : ids) {
        Take &take = m_takes.at(id);
        write(take);
        if (++take.periods < PeriodsPerSafe)
            continue;
        take.periods = 0;
        if (const auto safe = keepSafe(id, take); !safe)
            finish(id, safe.error());
    }
}

/// Where frames are missing there is silence: the file is as long as what it tells of.
void RecorderWorker::write(Take &take)
{
    const auto frame = std::make_unique<RecordedFrame>();
    const AudioFrame silence{};
    while (take.tap->frames.pop(*frame)) {
        const std::uint64_t gap = frame->index > take.next ? frame->index - take.next : 0;
        for (std::uint64_t i = 0; i < std::min(gap, MaxGapFrames); ++i)
            take.file->write(silence, silence);
        take.file->write(frame->left, frame->right);
        take.next = frame->index + 1;
    }
}

Result<void, RecordingError> RecorderWorker::keepSafe(quint64 id, Take &take)
{
    if (auto safe = take.file->keepSafe(); !safe || !take.file->isFull())
        return safe;
    RecordingPlace next = take.place;
    if (!next.file.isEmpty()) { // one that was named goes on beside itself
        const QFileInfo named(std::exchange(next.file, {}));
        next.folder = named.absolutePath();
        next.name = named.completeBaseName();
    }
    auto file = RecordingFile::create(next);
    if (!file)
        return Failure<RecordingError>(file.error());
    take.file = std::move(*file);
    Q_EMIT began(id, take.file->path());
    return {};
}

void RecorderWorker::finish(quint64 id, const RecordingError &error)
{
    const auto found = m_takes.find(id);
    const quint64 dropped = found->second.tap->dropped.load(std::memory_order_relaxed);
    if (dropped > 0)
        qCWarning(lcMedia, "%llu ms of a recording are silent: the disk was too slow", dropped * 10);
    if (error.code != RecordingError::Code::None)
        qCWarning(lcMedia).noquote() << error.message;
    m_takes.erase(found); // completes the file
    if (m_takes.empty())
        m_timer.stop();
    Q_EMIT ended(id, error);
}

} // namespace carillon
