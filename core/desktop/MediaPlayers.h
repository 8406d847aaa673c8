#pragma once

#include <QObject>
#include <QSet>
#include <QString>

namespace carillon {

class BusLink;

/// Music and films of the desktop (MPRIS): paused while there is a call. Only what we paused, and what is
/// still paused then, goes on after it. Core thread.
class MediaPlayers final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxPlayers = 32; ///< that are asked
    explicit MediaPlayers(BusLink &link, QObject *parent = nullptr);
    /// A call begins: pauses those that play. Again does nothing.
    void pause();
    /// The last one ended.
    void resume();

private:
    void askAll(const QStringList &names);
    void askIfPlays(const QString &player);
    void pauseOne(const QString &player);
    void playIfPaused(const QString &player);

    BusLink &m_link;
    bool m_isPausing = false;
    int m_round = 0; ///< an answer of a round that is over is heeded no more
    QSet<QString> m_paused;
};

} // namespace carillon
