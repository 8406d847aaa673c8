#pragma once

#include "CallPresentation.h"

#include <QFrame>

namespace carillon {

class ElapsedTime;
class ElidedLabel;
class IconButton;
class TextLabel;

/// One call that goes on, as a line in the main window.
class CallLine final : public QFrame
{
    Q_OBJECT
public:
    explicit CallLine(const CallState &call, QWidget *parent = nullptr);
    void setCall(const CallState &call);
    QString id() const { return m_id; }

Q_SIGNALS:
    void showRequested(const QString &id);
    void answerRequested(const QString &id);
    void endRequested(const QString &id); ///< decline or hang up

private:
    QString m_id;
    ElidedLabel *m_sentence;
    ElapsedTime *m_elapsed;
    IconButton *m_show;
    IconButton *m_answer;
    IconButton *m_end;
};

/// The calls that go on, so that a closed call window or a silenced popup never hides one. Hidden while there
/// are none.
class CallsBar final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostLines = 4;
    explicit CallsBar(QWidget *parent = nullptr);
    void setCalls(const QList<CallState> &calls);
    int lineCount() const { return int(m_lines.size()); }

Q_SIGNALS:
    void showRequested(const QString &id);
    void answerRequested(const QString &id);
    void endRequested(const QString &id);

private:
    QList<CallLine *> m_lines;
    TextLabel *m_rest;
};

} // namespace carillon
