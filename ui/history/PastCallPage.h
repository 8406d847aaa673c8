#pragma once

#include "Page.h"
#include "PastCallPresentation.h"

namespace carillon {

class Button;
class RecordingCard;
class TextLabel;

/// What is known of a call that is over, and its recordings to be heard.
class PastCallPage final : public Page
{
    Q_OBJECT
public:
    explicit PastCallPage(QWidget *parent = nullptr);
    void setCall(const PastCallPresentation &shown);
    /// @p file empty: nothing is heard.
    void setPlaying(const QString &file, qint64 positionMs, qint64 durationMs);

    /// Whether the other side is one: the star is full then.
    void setFavourite(bool is);

Q_SIGNALS:
    void callRequested();
    void favouriteToggled(bool on);
    void playRequested(const QString &file);
    void stopRequested();
    void folderRequested(const QString &file);

private:
    TextLabel *addText(Tone tone);
    void renderRecordings();

    PastCallPresentation m_shown;
    TextLabel *m_name;
    TextLabel *m_address;
    TextLabel *m_sentence;
    TextLabel *m_when;
    TextLabel *m_chain;
    Button *m_call;
    Button *m_star;
    bool m_isFavourite = false;
    QWidget *m_qualityRule;
    TextLabel *m_quality;
    TextLabel *m_qualitySentence;
    QWidget *m_recordings = nullptr;
    QList<RecordingCard *> m_cards;
};

} // namespace carillon
