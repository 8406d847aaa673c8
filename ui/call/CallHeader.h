#pragma once

#include "CallPresentation.h"

#include <QWidget>

namespace carillon {

class AvatarLabel;
class ElapsedTime;
class ElidedLabel;
class FactButton;
class IconLabel;
class LevelBars;

/// The upper part of the call window: who, how long, how well and what happens now. Its height never changes,
/// so that the buttons below stay where they are.
class CallHeader final : public QWidget
{
    Q_OBJECT
public:
    enum class Topic { Nothing, Security, Quality, Detail };
    explicit CallHeader(QWidget *parent = nullptr);
    void setPresentation(const CallPresentation &shown);
    /// Only with what present() said this moment: the time counts on from there.
    void setElapsed(const CallPresentation &fresh);
    /// What happens now; one line, shortened in its @p names where it does not fit.
    void setSentence(const QString &sentence, Tone tone, const QStringList &names = {});
    QString sentence() const;
    bool showsWholeSentence() const; ///< but for names, which stand above anyway
    void setLevels(float input, float output);

Q_SIGNALS:
    void explanationAsked(carillon::CallHeader::Topic topic);
    void reconnectAsked();
    void unmuteAsked();
    void announced(const QString &sentence); ///< what a screen reader was told

private:
    QLayout *makeNames();
    QLayout *makeFacts();
    QLayout *makeSentence();
    void announce(const QString &sentence);

    AvatarLabel *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_address;
    ElapsedTime *m_elapsed;
    FactButton *m_security;
    QualityDot *m_quality;
    IconLabel *m_inputIcon;
    LevelBars *m_input;
    IconLabel *m_outputIcon;
    LevelBars *m_output;
    bool m_isMuted = false;
    ElidedLabel *m_sentence;
    QAbstractButton *m_unmute;
    QAbstractButton *m_reconnect;
    QAbstractButton *m_details;
};

} // namespace carillon
