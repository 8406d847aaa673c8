#pragma once

#include <QByteArray>

namespace carillon {

/// What libsndfile writes into: collects until flush(), which hands whole pieces to the system in one go.
///
/// Constraint: the process may be killed between any two system calls, and the disk may be full in the middle
/// of one. What the file holds is always the sum of flushes that succeeded: one that did not is cut off
/// again, and from then on only what is there already can be written over (a header), until the end. Latency:
/// what was not flushed is lost.
class FileSink final
{
public:
    /// Owns @p fd, an empty file that can be read and written.
    explicit FileSink(int fd);
    ~FileSink();
    FileSink(const FileSink &) = delete;
    FileSink &operator=(const FileSink &) = delete;

    /// @name As libsndfile asks; -1 fails
    qint64 size() const;
    qint64 seek(qint64 offset, int whence);
    qint64 tell() const { return m_position; }
    qint64 read(void *bytes, qint64 count);
    qint64 write(const void *bytes, qint64 count);

    /// @returns false when that failed, now or before; error() says why.
    bool flush();
    int error() const { return m_error; } ///< errno; 0: none
    /// The file has still a name: nobody removed it, nor the folder.
    bool isThere() const;

private:
    bool writeOver(const char *bytes, qint64 count, qint64 at);

    int m_fd;
    qint64 m_kept = 0;    ///< bytes that the file holds
    QByteArray m_waiting; ///< behind them
    qint64 m_position = 0;
    int m_error = 0;
};

} // namespace carillon
