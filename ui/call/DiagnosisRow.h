#pragma once

#include "CallPresentation.h"

#include <QFrame>

namespace carillon {

class Button;
class TextLabel;

/// Why one direction of a call is silent, and one button for what would help. Hidden while all is well.
class DiagnosisRow final : public QFrame
{
    Q_OBJECT
public:
    explicit DiagnosisRow(QWidget *parent = nullptr);
    void setPresentation(const QString &sentence, const ButtonPresentation &fix);

Q_SIGNALS:
    void fixAsked();

private:
    TextLabel *m_sentence;
    Button *m_fix;
};

} // namespace carillon
