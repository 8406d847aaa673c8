#pragma once

#include "CallPresentation.h"

#include <QWidget>

namespace carillon {

class Button;
class TextLabel;

/// One who is in the conference: the name, and a sign while that one speaks, for which there is always room.
class MemberChip final : public QWidget
{
    Q_OBJECT
public:
    explicit MemberChip(QWidget *parent);
    void setMember(const ConferencePresentation::Member &member);
    const ConferencePresentation::Member &member() const { return m_member; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownName() const;

    ConferencePresentation::Member m_member;
};

/// Who is in the conference of this call and who speaks, and the ways in and out.
class ConferenceRow final : public QWidget
{
    Q_OBJECT
public:
    explicit ConferenceRow(QWidget *parent = nullptr);
    /// Hidden while there is nothing to show.
    void setPresentation(const ConferencePresentation &shown);

Q_SIGNALS:
    void mergeRequested(const QString &callId);
    void splitRequested();
    void leaveRequested();

private:
    void showMembers();
    void showMerges();
    void renderButton(Button &button, const ButtonPresentation &shown);

    ConferencePresentation m_shown;
    QWidget *m_members;
    QList<MemberChip *> m_chips;
    TextLabel *m_rest;
    QWidget *m_actions;
    QList<Button *> m_merges;
    Button *m_split;
    Button *m_leave;
};

} // namespace carillon
