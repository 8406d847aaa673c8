#include "TrayIcon.h"

#include "PlainText.h"

#include <QMenu>

namespace carillon {
namespace {

constexpr int longestText = 60;

QString menuText(const QString &text)
{
    return withoutMnemonic(text.size() > longestText ? text.left(longestText - 1) + QChar(0x2026) : text);
}

} // namespace

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent)
    , m_menu(std::make_unique<QMenu>())
    , m_status(m_menu->addAction(QString()))
    , m_callsEnd(m_menu->addSeparator())
{
    m_status->setEnabled(false);
    m_menu->addAction(tr("&Show Carillon"), this, &TrayIcon::showRequested);
    m_doNotDisturb = m_menu->addAction(tr("&Do not disturb"));
    m_doNotDisturb->setCheckable(true);
    connect(m_doNotDisturb, &QAction::toggled, this, &TrayIcon::doNotDisturbToggled);
    m_menu->addSeparator();
    m_menu->addAction(tr("&Quit"), this, &TrayIcon::quitRequested);
    m_icon.setContextMenu(m_menu.get());
    m_icon.setIcon(applicationIcon());
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT clicked();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::showRequested);
    renderToolTip();
}

TrayIcon::~TrayIcon()
{
    m_icon.setContextMenu(nullptr);
}

void TrayIcon::show()
{
    m_icon.show(); // appears by itself when a tray comes later
}

bool TrayIcon::isAvailable()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::setStatus(const QString &sentence)
{
    m_status->setText(menuText(sentence));
    renderToolTip();
}

TrayIcon::CallActions TrayIcon::makeActions(const QString &id)
{
    const auto add = [this](auto slot) {
        auto *action = new QAction(m_menu.get());
        connect(action, &QAction::triggered, this, slot);
        m_menu->insertAction(m_callsEnd, action);
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

void TrayIcon::render(const CallActions &actions, const CallState &call)
{
    const OngoingPresentation shown = presentOngoing(call);
    const QString name = nameOf(call);
    actions.show->setText(menuText(tr("Show the call with %1").arg(name)));
    actions.show->setVisible(!shown.ringsHere);
    actions.answer->setText(menuText(tr("Answer %1").arg(name)));
    actions.answer->setVisible(shown.ringsHere);
    actions.mute->setText(menuText(tr("Mute the microphone for %1").arg(name)));
    actions.mute->setVisible(shown.established);
    actions.mute->setChecked(shown.muted);
    actions.end->setText(menuText((shown.ringsHere ? tr("Decline %1") : tr("Hang up %1")).arg(name)));
}

void TrayIcon::removeGone(const QList<CallState> &calls)
{
    for (auto it = m_calls.begin(); it != m_calls.end();) {
        const auto same = [&](const CallState &call) { return call.id == it->first; };
        if (std::any_of(calls.begin(), calls.end(), same)) {
            ++it;
            continue;
        }
        for (QAction *action : {it->second.show, it->second.answer, it->second.mute, it->second.end}) {
            m_menu->removeAction(action);
            action->deleteLater(); // it may be the one that was just chosen
        }
        it = m_calls.erase(it);
    }
}

void TrayIcon::setCalls(const QList<CallState> &calls)
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

void TrayIcon::setDoNotDisturb(bool on)
{
    const QSignalBlocker quiet(m_doNotDisturb);
    m_doNotDisturb->setChecked(on);
}

void TrayIcon::setUnseenMissed(int count)
{
    if (m_missed == count)
        return;
    m_missed = count;
    m_icon.setIcon(applicationIcon(count));
    renderToolTip();
}

void TrayIcon::notify(const QString &title, const QString &body)
{
    m_icon.showMessage(title, plainNotification(body), applicationIcon());
}

void TrayIcon::renderToolTip()
{
    QStringList lines{tr("Carillon")};
    if (m_missed > 0)
        lines.append(tr("%n missed calls", nullptr, m_missed));
    m_icon.setToolTip(lines.join(QStringLiteral(" · "))); // nothing from the network: some trays read markup
}

} // namespace carillon
