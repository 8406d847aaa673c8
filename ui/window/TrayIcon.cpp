#include "TrayIcon.h"

#include "CallPresentation.h"
#include "PlainText.h"

#include <QMenu>

namespace carillon {
namespace {

constexpr int mostCalls = 6;
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
    m_menu->addSeparator();
    m_menu->addAction(tr("&Quit"), this, &TrayIcon::quitRequested);
    m_icon.setContextMenu(m_menu.get());
    m_icon.setIcon(applicationIcon());
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showRequested();
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

void TrayIcon::setCalls(const QList<CallState> &calls)
{
    for (QAction *action : std::as_const(m_callActions)) {
        m_menu->removeAction(action);
        action->deleteLater(); // it may be the one that was just chosen
    }
    m_callActions.clear();
    const auto add = [this](const QString &text, auto slot) {
        auto *action = new QAction(menuText(text), m_menu.get());
        connect(action, &QAction::triggered, this, slot);
        m_menu->insertAction(m_callsEnd, action);
        m_callActions.append(action);
    };
    for (const CallState &call : calls.mid(0, mostCalls)) {
        const QString id = call.id;
        const QString name = call.remoteName.isEmpty() ? call.remoteUri : call.remoteName;
        if (ringsHere(call))
            add(tr("Answer %1").arg(name), [this, id] { Q_EMIT answerRequested(id); });
        add((ringsHere(call) ? tr("Decline %1") : tr("Hang up %1")).arg(name),
            [this, id] { Q_EMIT endRequested(id); });
    }
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
    const QString missed = m_missed > 0 ? tr("%n missed call(s)", nullptr, m_missed) : QString();
    QStringList lines{tr("Carillon")};
    if (!missed.isEmpty())
        lines.append(missed);
    m_icon.setToolTip(lines.join(QStringLiteral(" · "))); // nothing from the network: some trays read markup
}

} // namespace carillon
