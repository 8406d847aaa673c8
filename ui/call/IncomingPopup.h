#pragma once

#include "CallPresentation.h"
#include "Suggestions.h"
#include "TransferPresentation.h"

#include <QWidget>

class QFrame;
class QHBoxLayout;
class QLineEdit;

namespace carillon {

class AvatarLabel;
class DeflectRow;
class ElidedLabel;
class IconButton;

/// A ringing call, on top of everything and never in the way of typing: it takes the focus only when asked
/// for more.
class IncomingPopup final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int popupWidth = 340; ///< with letters of the usual size
    explicit IncomingPopup(Suggest suggest = {}, QWidget *parent = nullptr);
    void setCall(const CallState &call, const CallContext &context);
    /// Whom the caller can be sent to by one click, once asked for more.
    void setDeflectTargets(const QList<TransferTarget> &targets);
    const IncomingPresentation &shown() const { return m_shown; }
    bool isDeflecting() const; ///< the field for sending the caller elsewhere is open
    void showRefusal(const QString &sentence);
    void setMoreBehind(int count); ///< so many others ring and have no room on the screen

Q_SIGNALS:
    void answerRequested();
    void declineRequested();
    void silenceRequested(); ///< the popup goes, the caller hears it ring on
    void deflectRequested(const QString &target);
    void sizeChanged();
    void pointerLeft();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLayout *makeHeader();
    QWidget *makeDeflection();
    void placeButtons();
    void openDeflection();
    void closeDeflection();
    void setAcceptsFocus(bool accepts);
    void deflect();
    const HistoryEntry *chosen() const;
    void renderHint();
    void fitHeight();
    int wide() const;

    IncomingPresentation m_shown;
    AvatarLabel *m_avatar;
    ElidedLabel *m_title;
    ElidedLabel *m_address;
    IconButton *m_answer;
    IconButton *m_decline;
    IconButton *m_silence;
    IconButton *m_more;
    QHBoxLayout *m_first;
    QHBoxLayout *m_second;
    QWidget *m_deflection;
    DeflectRow *m_chips;
    QLineEdit *m_target;
    ElidedLabel *m_hint; ///< whom Enter will send the caller to, or why it could not be
    ElidedLabel *m_behind;
    Suggest m_suggest;
    QList<HistoryEntry> m_suggestions;
};

} // namespace carillon
