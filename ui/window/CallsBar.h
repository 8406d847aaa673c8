#pragma once

#include "CallPresentation.h"
#include "TransferPresentation.h"

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
    enum class Key { None, Answers }; ///< whether the keys for answering and declining mean this one
    /// @p holds: whom answering it puts on hold; empty: nobody.
    void setCall(const CallState &call, Key key, const QString &holds = {});
    QString id() const { return m_id; }
    QString name() const { return m_name; }
    bool isEstablished() const { return m_isEstablished; } ///< it can be dragged, and dropped on

Q_SIGNALS:
    void showRequested(const QString &id);
    void answerRequested(const QString &id);
    void endRequested(const QString &id); ///< decline or hang up

private:
    QString m_id;
    QString m_name;
    bool m_isEstablished = false;
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
    int lineHeight() const; ///< of one call, with the gap below
    explicit CallsBar(QWidget *parent = nullptr);
    /// Those that ring come first.
    void setCalls(const QList<CallState> &calls);
    /// Where the window is low.
    void setLineLimit(int limit);
    int callCount() const { return int(m_calls.size()); }
    int lineCount() const { return int(m_lines.size()); }

Q_SIGNALS:
    void showRequested(const QString &id);
    void answerRequested(const QString &id);
    void endRequested(const QString &id);
    /// One call was dropped on another.
    void joinRequested(const QString &callId, const carillon::TransferRequest &request);

private:
    void render();
    CallLine *makeLine(const CallState &call);
    QString heldByAnswering() const;
    void removeGone(const QList<CallState> &shown);
    CallLine *lineOf(const QString &id) const;

    QList<CallState> m_calls;
    int m_limit = mostLines;
    QList<CallLine *> m_lines;
    TextLabel *m_rest;
};

} // namespace carillon
