#pragma once

#include "CallPresentation.h"

#include <QPoint>
#include <QWidget>
#include <optional>

namespace carillon {

class AvatarLabel;
class ElapsedTime;
class ElidedLabel;
class IconButton;

/// The one call that matters now, in one line. Made by presentStrip() and nothing else.
struct StripPresentation {
    QString callId;
    QString name;
    QString picture;  ///< whose: in a conference of who speaks
    QString sentence; ///< the name, and what is with the call where it is not just talking
    QString spoken;
    CallPresentation::Timer timer = CallPresentation::Timer::Hidden;
    std::chrono::milliseconds elapsed{0};
    QualityDot::Level quality = QualityDot::Level::Unknown;
    QString qualitySentence;
    ButtonPresentation mute;
    ButtonPresentation handOver;
    ButtonPresentation hangUp;
};
/// Whom we talk to, else whom we call, else who waits longest; nothing where no call but ringing ones goes
/// on.
std::optional<StripPresentation> presentStrip(const QList<CallState> &live);

/// A small strip on top of everything, for those who work in other windows while they talk. Dragging moves
/// it; closing it ends nothing.
class CallStrip final : public QWidget
{
    Q_OBJECT
public:
    static constexpr QSize stripSize{320, 44}; ///< with letters of the usual size
    explicit CallStrip(QWidget *parent = nullptr);
    void setPresentation(const StripPresentation &shown);
    QString callId() const { return m_shown.callId; }

Q_SIGNALS:
    void muteRequested(const QString &callId, bool muted);
    void handOverRequested(const QString &callId);
    void hangUpRequested(const QString &callId);
    void showRequested(const QString &callId); ///< its window
    void closeAsked();
    void moved(const QPoint &to); ///< by a person

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void renderButton(IconButton &button, const ButtonPresentation &shown);
    void fitLetters();

    StripPresentation m_shown;
    AvatarLabel *m_avatar;
    ElidedLabel *m_sentence;
    ElapsedTime *m_elapsed;
    QualityDot *m_quality;
    IconButton *m_mute;
    IconButton *m_handOver;
    IconButton *m_hangUp;
    std::optional<QPoint> m_pressedAt;
    bool m_isMoving = false;
};

} // namespace carillon
