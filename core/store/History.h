#pragma once

#include "Result.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <memory>
#include <optional>

namespace carillon {

/// One finished call.
struct HistoryEntry {
    enum class Direction { Incoming, Outgoing };
    enum class Outcome { Answered, Missed, Declined, Busy, NoAnswer, Cancelled, Failed };
    qint64 id = 0; ///< of the database row; 0 before it is stored
    QString accountId;
    Direction direction = Direction::Outgoing;
    Outcome outcome = Outcome::Answered;
    QString remoteUri;
    QString remoteName;
    QDateTime startedAt; ///< UTC
    qint64 durationMs = 0;
    int code = 0;            ///< the SIP status that ended it
    bool seen = true;        ///< false for a missed call nobody looked at
    QStringList recordings;  ///< files, in the order of the takes; a person may have moved or removed them
    double mosMean = 0;      ///< how the worse end of it sounded (ITU-T G.107), 1..4.5; 0: not known
    double mosLeast = 0;     ///< the worst moment of it
    QString qualitySentence; ///< how it sounded most of the time, and why
    QString via;             ///< who handed it over to us, or was called before us; empty: nobody
    QString transferredTo;   ///< to whom we handed it over, or sent it on; empty: nobody
    friend bool operator==(const HistoryEntry &, const HistoryEntry &) = default;
};

struct DatabaseError;

/// The recent calls, newest first; SQLite in the profile. What add() took survives a crash of the program;
/// the last seconds before a power loss may be missing, because nobody waits for the disk. Core thread.
class History final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxEntries = 10000; ///< the oldest go first
    static constexpr int MaxUnsaved
        = 200; ///< entries which a full disk refused: shown, and tried again with the next one
    ~History() override;
    /// Newest first, at most @p limit; @p search matches name and URI without case.
    QList<HistoryEntry> entries(const QString &search = {}, int limit = 200) const;
    /// Suggestions while typing: distinct remote parties whose name or number contains @p text, the most used
    /// and newest first.
    QList<HistoryEntry> suggestions(const QString &text, int limit = 8) const;
    int unseenMissed() const;
    void markAllSeen();
    void add(HistoryEntry entry);
    void clear();

Q_SIGNALS:
    void changed();
    void failed(const QString &sentence); ///< a full disk and the like; the phone goes on

private:
    friend class Profile;
    class Private;
    explicit History(std::unique_ptr<Private> data);
    /// Tries those again which were refused.
    Result<void, DatabaseError> storeUnsaved();
    std::unique_ptr<Private> d;
};

} // namespace carillon
