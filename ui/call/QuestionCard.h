#pragma once

#include "Clock.h"

#include <QFrame>

namespace carillon {

class TextLabel;

/// A question from the network with two answers. It appears where somebody may just be about to press:
/// presses in its first half second are not meant for it.
class QuestionCard final : public QFrame
{
    Q_OBJECT
public:
    static constexpr Milliseconds deafTime{500};
    struct Words {
        QString yes; ///< with their mnemonics
        QString no;
    };
    QuestionCard(Clock &clock, const Words &words, QWidget *parent = nullptr);
    /// Empty: hidden.
    void ask(const QString &question);

Q_SIGNALS:
    void answered(bool yes);

private:
    void answer(bool yes);

    Timer m_deaf;
    TextLabel *m_text;
};

} // namespace carillon
