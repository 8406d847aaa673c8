#pragma once

#include "ConsultPresentation.h"

#include <QWidget>

class QBoxLayout;

namespace carillon {

class AvatarLabel;
class Button;
class ElapsedTime;
class ElidedLabel;
class IconButton;

/// One of the two halves: who, and what is with the call.
class ConsultSide final : public QWidget
{
    Q_OBJECT
public:
    enum class Where { Begin, End };
    ConsultSide(Where where, QWidget *parent);
    void setSide(const ConsultPresentation::Side &side);
    void setElapsed(const ConsultPresentation::Side &fresh);
    void setAvatarVisible(bool visible);
    QSize minimumSizeHint() const override;

private:
    AvatarLabel *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_sentence;
    ElapsedTime *m_elapsed;
};

/// Takes the place of the call window's header while somebody is asked: who waits, who is asked, and between
/// them the one button that connects them.
class ConsultPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit ConsultPanel(QWidget *parent = nullptr);
    void setPresentation(const ConsultPresentation &shown);
    /// Only with what presentConsult() said this moment: the times count on from there.
    void setElapsed(const ConsultPresentation &fresh);
    /// One line below the buttons, shortened in its @p names.
    void setSentence(const QString &sentence, Tone tone, const QStringList &names = {});
    QString sentence() const;
    bool showsWholeSentence() const; ///< but for names, which stand above anyway

Q_SIGNALS:
    void requested(carillon::ConsultAct act);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void renderButton(Button &button, const ButtonPresentation &shown, const QString &key);

    ConsultSide *m_first;
    ConsultSide *m_second;
    IconButton *m_connect; ///< or Merge, where they cannot be connected
    Button *m_swap;
    Button *m_merge;
    Button *m_drop;
    ElidedLabel *m_sentence;
    ConsultAct m_enter = ConsultAct::Connect;
};

} // namespace carillon
