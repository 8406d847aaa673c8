#include "QuietMenu.h"

namespace carillon {

using namespace std::chrono_literals;

QuietMenu::QuietMenu(QWidget *parent)
    : QMenu(tr("&Do not disturb"), parent)
    , m_disturb(add(tr("&Let callers through again"), {QuietTime::Kind::Off}))
{
    m_disturb->setVisible(false);
    add(tr("For &30 minutes"), {QuietTime::Kind::For, 30min});
    add(tr("For an &hour"), {QuietTime::Kind::For, 60min});
    m_endsEnd = add(tr("Until I turn it &off"), {QuietTime::Kind::UntilTurnedOff});
    offerFrom(QDateTime::currentDateTime());
}

QAction *QuietMenu::add(const QString &text, const QuietTime &time)
{
    return addAction(text, this, [this, time] { Q_EMIT chosen(time); });
}

void QuietMenu::setQuiet(bool isQuiet, const QString &until)
{
    m_disturb->setVisible(isQuiet);
    setTitle(!isQuiet         ? tr("&Do not disturb")
            : until.isEmpty() ? tr("&Do not disturb: on")
                              : tr("&Do not disturb until %1").arg(until));
}

void QuietMenu::offerFrom(const QDateTime &now)
{
    const QList<QuietEnd> ends = quietEnds(now, QLocale());
    while (m_ends.size() < ends.size()) {
        auto *action = new QAction(this);
        connect(action, &QAction::triggered, this, [this, action] {
            Q_EMIT chosen({QuietTime::Kind::Until, {}, action->data().toDateTime()});
        });
        insertAction(m_endsEnd, action);
        m_ends.append(action);
    }
    for (qsizetype i = 0; i < m_ends.size(); ++i) {
        m_ends[i]->setVisible(i < ends.size());
        if (i >= ends.size())
            continue;
        m_ends[i]->setText(ends[i].text);
        m_ends[i]->setData(ends[i].at);
    }
}

} // namespace carillon
