#include "FileSink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

namespace carillon {

FileSink::FileSink(int fd)
    : m_fd(fd)
{
}

FileSink::~FileSink()
{
    flush();
    close(m_fd);
}

qint64 FileSink::size() const
{
    return m_kept + m_waiting.size();
}

qint64 FileSink::seek(qint64 offset, int whence)
{
    const qint64 target = whence == SEEK_SET ? offset
        : whence == SEEK_CUR                 ? m_position + offset
                                             : size() + offset;
    if (target < 0)
        return -1;
    m_position = target;
    return target;
}

qint64 FileSink::read(void *bytes, qint64 count)
{
    if (!flush() || count < 0)
        return 0;
    const ssize_t got = pread(m_fd, bytes, std::size_t(count), m_position);
    m_position += std::max<ssize_t>(got, 0);
    return std::max<ssize_t>(got, 0);
}

qint64 FileSink::write(const void *bytes, qint64 count)
{
    const auto *from = static_cast<const char *>(bytes);
    const qint64 at = m_position;
    m_position += count;
    if (at >= size()) { // the usual case: more of it
        if (m_error == 0)
            m_waiting.append(from, count);
        return count; // what is lost is known by error(); libsndfile would but try again
    }
    // A header is written anew: into what waits, or into the file.
    const qint64 inFile = std::clamp<qint64>(m_kept - at, 0, count);
    if (inFile > 0 && !writeOver(from, inFile, at))
        return count;
    const qint64 offset = at + inFile - m_kept;
    for (qint64 i = inFile; i < count; ++i) {
        const qint64 place = offset + i - inFile;
        if (place < m_waiting.size())
            m_waiting[place] = from[i];
        else if (m_error == 0)
            m_waiting.append(from[i]);
    }
    return count;
}

bool FileSink::writeOver(const char *bytes, qint64 count, qint64 at)
{
    for (qint64 done = 0; done < count;) {
        const ssize_t written = pwrite(m_fd, bytes + done, std::size_t(count - done), at + done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            m_error = errno ? errno : EIO;
            return false;
        }
        done += written;
    }
    return true;
}

bool FileSink::flush()
{
    if (m_error != 0)
        return false;
    if (m_waiting.isEmpty())
        return true;
    const QByteArray whole = std::exchange(m_waiting, {});
    if (writeOver(whole.constData(), whole.size(), m_kept)) {
        m_kept += whole.size();
        return true;
    }
    [[maybe_unused]] const int cut = ftruncate(m_fd, m_kept);
    return false;
}

bool FileSink::isThere() const
{
    struct stat about {
    };
    return fstat(m_fd, &about) == 0 && about.st_nlink > 0;
}

} // namespace carillon
