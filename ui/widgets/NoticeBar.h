#pragma once

#include <QFrame>

class QPushButton;

namespace carillon {

class IconButton;
class TextLabel;

/// One sentence which the user should see once, and may put away. Hidden while there is none; at most one
/// line of buttons.
class NoticeBar final : public QFrame
{
    Q_OBJECT
public:
    /// Quiet: good to know, nothing is wrong.
    enum class Weight { Attention, Quiet };
    explicit NoticeBar(QWidget *parent = nullptr);
    /// A sentence already waiting is kept and shown after this one is put away; the same @p code replaces its
    /// own. A quiet one waits behind those that want attention.
    void addNotice(const QString &code, const QString &sentence, Weight weight = Weight::Attention);
    /// A question with one answer that acts; putting it away is the other.
    void ask(const QString &code, const QString &sentence, const QString &action);
    QString sentence() const;
    void dismiss();
    void remove(const QString &code); ///< what it said is no longer so
    void removeSentence(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override; // Esc puts the first one away

Q_SIGNALS:
    void accepted(const QString &code); ///< the action of ask()

private:
    struct Notice {
        QString code;
        QString sentence;
        QString action;
        Weight weight = Weight::Attention;
    };
    void put(Notice notice);
    void showFirst();

    QList<Notice> m_notices; // the first is shown
    TextLabel *m_sentence;
    QPushButton *m_action;
    IconButton *m_close;
};

} // namespace carillon
