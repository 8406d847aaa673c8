#include "TrayMenu.h"

#include "PlainText.h"
#include "QuietMenu.h"

namespace carillon {
namespace {

constexpr int longestText = 60;

QString menuText(const QString &text)
{
    return withoutMnemonic(text.size() > longestText ? text.left(longestText - 1) + QChar(0x2026) : text);
}

} // namespace

TrayMenu::TrayMenu(QWidget *parent)
    : QMenu(parent)
    , m_callsEnd(addSeparator())
{
    addAction(tr("&Open Carillon"), this, &TrayMenu::openRequested);
    addAction(tr("&New call…"), this, [this] { Q_EMIT newCallRequested({}); });
    m_callNumber = addAction(QString(), this, [this] { Q_EMIT newCallRequested(m_number); });
    m_callNumber->setVisible(false);
    m_quiet = new QuietMenu(this);
    addMenu(m_quiet);
    connect(m_quiet, &QuietMenu::chosen, this, &TrayMenu::quietChosen);
    connect(this, &QMenu::aboutToShow, m_quiet, [this] { m_quiet->offerFrom(QDateTime::currentDateTime()); });
    addSeparator();
    m_accountsEnd = addSeparator();
    addAction(tr("&Quit"), this, &TrayMenu::quitRequested);
}

void TrayMenu::setShown(const TrayPresentation &shown)
{
    m_quiet->setQuiet(shown.isQuiet, shown.quietEnd);
    while (m_accounts.size() > shown.accounts.size())
        delete m_accounts.takeLast();
    while (m_accounts.size() < shown.accounts.size()) {
        auto *line = new QAction(this);
        line->setEnabled(false); // to be read
        insertAction(m_accountsEnd, line);
        m_accounts.append(line);
    }
    for (qsizetype i = 0; i < m_accounts.size(); ++i)
        m_accounts[i]->setText(menuText(shown.accounts[i]));
}

void TrayMenu::expectNumber()
{
    setNumber(std::nullopt);
    m_callNumber->setVisible(true);
}

void TrayMenu::setNumber(const std::optional<QString> &number)
{
    m_number = number.value_or(QString());
    m_callNumber->setEnabled(number.has_value());
    m_callNumber->setText(
        number ? menuText(tr("Call %1").arg(isolated(m_number))) : tr("Call the number you copied"));
}

TrayMenu::CallActions TrayMenu::makeActions(const QString &id)
{
    const auto add = [this](auto slot) {
        auto *action = new QAction(this);
        connect(action, &QAction::triggered, this, slot);
        insertAction(m_callsEnd, action);
        return action;
    };
    CallActions actions;
    actions.show = add([this, id] { Q_EMIT showCallRequested(id); });
    actions.answer = add([this, id] { Q_EMIT answerRequested(id); });
    actions.mute = add([this, id](bool muted) { Q_EMIT muteRequested(id, muted); });
    actions.mute->setCheckable(true);
    actions.end = add([this, id] { Q_EMIT endRequested(id); });
    return actions;
}

void TrayMenu::render(const CallActions &actions, const CallState &call)
{
    const OngoingPresentation shown = presentOngoing(call);
    const QString name = nameOf(call);
    actions.show->setText(menuText(tr("Show the call with %1").arg(isolated(name))));
    actions.show->setVisible(!shown.ringsHere);
    actions.answer->setText(menuText(tr("Answer %1").arg(isolated(name))));
    actions.answer->setVisible(shown.ringsHere);
    actions.mute->setText(menuText(tr("Mute the microphone for %1").arg(isolated(name))));
    actions.mute->setVisible(shown.established);
    actions.mute->setChecked(shown.muted);
    actions.end->setText(
        menuText((shown.ringsHere ? tr("Decline %1") : tr("Hang up %1")).arg(isolated(name))));
}

void TrayMenu::removeGone(const QList<CallState> &calls)
{
    for (auto it = m_calls.begin(); it != m_calls.end();) {
        const auto same = [&](const CallState &call) { return call.id == it->first; };
        if (std::any_of(calls.begin(), calls.end(), same)) {
            ++it;
            continue;
        }
        for (QAction *action : {it->second.show, it->second.answer, it->second.mute, it->second.end}) {
            removeAction(action);
            action->deleteLater(); // it may be the one that was just chosen
        }
        it = m_calls.erase(it);
    }
}

void TrayMenu::setCalls(const QList<CallState> &calls)
{
    const QList<CallState> shown = calls.mid(0, mostCalls);
    removeGone(shown);
    for (const CallState &call : shown) {
        auto known = m_calls.find(call.id);
        if (known == m_calls.end())
            known = m_calls.emplace(call.id, makeActions(call.id)).first;
        render(known->second, call);
    }
}

} // namespace carillon
