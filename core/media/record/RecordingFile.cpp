#include "RecordingFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cerrno>
#include <sndfile.h>

#include <fcntl.h>

namespace carillon {

namespace {

using Code = RecordingError::Code;

/// About 34 kbit/s for each side.
constexpr double Compression = 0.89;

QString text(const char *source)
{
    return QCoreApplication::translate("carillon::Recording", source);
}

Failure<RecordingError> failure(Code code, const char *sentence, const QString &path)
{
    return Failure<RecordingError>(RecordingError{code, text(sentence).arg(QDir::toNativeSeparators(path))});
}

Failure<RecordingError> failureOf(int error, const QString &path)
{
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return failure(Code::DiskFull,
            QT_TRANSLATE_NOOP("carillon::Recording", "The recording “%1” ended: the disk is full."), path);
    return failure(Code::Gone,
        QT_TRANSLATE_NOOP("carillon::Recording", "The recording “%1” ended: it cannot be written any more."),
        path);
}

QString suffixOf(const RecordingFormat &format)
{
    return format.container == RecordingFormat::Container::Wav ? QStringLiteral(".wav")
                                                               : QStringLiteral(".ogg");
}

/// Never one that is there, nor what a link points to. @returns -1 with errno.
int createNew(const QString &path)
{
    return ::open(
        QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

FileSink &sinkOf(void *user)
{
    return *static_cast<FileSink *>(user);
}

SF_VIRTUAL_IO virtualIo()
{
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void *user) -> sf_count_t { return sinkOf(user).size(); };
    io.seek = [](sf_count_t offset, int whence, void *user) -> sf_count_t {
        return sinkOf(user).seek(offset, whence);
    };
    io.read
        = [](void *to, sf_count_t count, void *user) -> sf_count_t { return sinkOf(user).read(to, count); };
    io.write = [](const void *from, sf_count_t count, void *user) -> sf_count_t {
        return sinkOf(user).write(from, count);
    };
    io.tell = [](void *user) -> sf_count_t { return sinkOf(user).tell(); };
    return io;
}

} // namespace

void RecordingFile::Closer::operator()(sf_private_tag *file) const
{
    sf_close(file);
}

RecordingFile::RecordingFile(const QString &path, int fd)
    : m_path(path)
    , m_sink(fd)
{
}

RecordingFile::~RecordingFile()
{
    m_file.reset(); // writes its end into the sink, which writes it to the disk
}

Result<std::unique_ptr<RecordingFile>, RecordingError> RecordingFile::create(const RecordingPlace &place)
{
    const QString folder = place.file.isEmpty() ? place.folder : QFileInfo(place.file).absolutePath();
    if (!QFileInfo(folder).isDir() && !QDir().mkdir(folder))
        return failure(Code::NoFolder,
            QT_TRANSLATE_NOOP("carillon::Recording", "The folder for recordings, “%1”, is not there."),
            folder);
    QString path = place.file;
    int fd = -1;
    for (int number = 1; number <= Limits::Names; ++number) {
        if (place.file.isEmpty()) {
            const QString numbered = number == 1 ? QString() : QStringLiteral(" (%1)").arg(number);
            path = QDir(folder).filePath(place.name + numbered + suffixOf(place.format));
        }
        fd = createNew(path);
        if (fd >= 0 || errno != EEXIST || !place.file.isEmpty())
            break;
    }
    if (fd < 0 && errno == EEXIST)
        return failure(Code::Exists, QT_TRANSLATE_NOOP("carillon::Recording", "“%1” exists already."), path);
    if (fd < 0)
        return failure(Code::CannotOpen,
            QT_TRANSLATE_NOOP("carillon::Recording", "The recording “%1” cannot be written."), path);
    auto made = std::unique_ptr<RecordingFile>(new RecordingFile(path, fd));
    if (!made->open(place.format)) {
        QFile::remove(path); // ours, and empty
        return failure(Code::CannotOpen,
            QT_TRANSLATE_NOOP("carillon::Recording", "The recording “%1” cannot be written."), path);
    }
    return made;
}

bool RecordingFile::open(const RecordingFormat &format)
{
    m_format = format;
    SF_INFO info{};
    info.channels = 2;
    info.samplerate = format.rateHz;
    const bool isWav = format.container == RecordingFormat::Container::Wav;
    info.format = isWav ? SF_FORMAT_WAV | SF_FORMAT_PCM_16 : SF_FORMAT_OGG | SF_FORMAT_OPUS;
    SF_VIRTUAL_IO io = virtualIo();
    m_file.reset(sf_open_virtual(&io, SFM_WRITE, &info, &m_sink));
    if (!m_file)
        return false;
    if (!isWav) {
        double pageMs = PageMs, compression = Compression;
        sf_command(m_file.get(), SFC_SET_OGG_PAGE_LATENCY_MS, &pageMs, sizeof pageMs);
        sf_command(m_file.get(), SFC_SET_COMPRESSION_LEVEL, &compression, sizeof compression);
    }
    m_left = std::make_unique<Resampler>(SampleRateHz, format.rateHz);
    m_right = std::make_unique<Resampler>(SampleRateHz, format.rateHz);
    return m_left->isValid() && m_right->isValid();
}

void RecordingFile::resample(Resampler &resampler, const AudioFrame &from, std::vector<std::int16_t> &to)
{
    to.resize(std::size_t(resampler.outputFor(FrameSamples)) + 1);
    to.resize(std::size_t(std::max(resampler.process(from, to), 0)));
}

void RecordingFile::write(const AudioFrame &left, const AudioFrame &right)
{
    if (m_sink.error() != 0)
        return;
    resample(*m_left, left, m_mine);
    resample(*m_right, right, m_theirs);
    const std::size_t count = std::min(m_mine.size(), m_theirs.size()); // equal: the two filters are
    m_both.resize(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        m_both[2 * i] = m_mine[i];
        m_both[2 * i + 1] = m_theirs[i];
    }
    sf_writef_short(m_file.get(), m_both.data(), sf_count_t(count));
}

Result<void, RecordingError> RecordingFile::keepSafe()
{
    m_sink.flush();
    if (m_format.container == RecordingFormat::Container::Wav)
        sf_command(m_file.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    if (m_sink.error() != 0)
        return failureOf(m_sink.error(), m_path);
    if (!m_sink.isThere())
        return failure(Code::Gone,
            QT_TRANSLATE_NOOP("carillon::Recording", "The recording “%1” ended: somebody removed it."),
            m_path);
    return {};
}

bool RecordingFile::isFull() const
{
    return m_format.container == RecordingFormat::Container::Wav && m_sink.size() >= Limits::WavBytes;
}

} // namespace carillon
