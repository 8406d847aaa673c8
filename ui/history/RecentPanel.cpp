#include "RecentPanel.h"

#include "AccountPresentation.h"
#include "Button.h"
#include "ElidedLabel.h"
#include "Metrics.h"
#include "RowList.h"
#include "TextLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMenu>
#include <QVBoxLayout>

namespace carillon {

RecentPanel::RecentPanel(QWidget *parent)
    : QWidget(parent)
    , m_heading(new ElidedLabel(this))
    , m_missed(new ElidedLabel(this))
    , m_details(new Button(tr("De&tails"), this))
    , m_empty(new TextLabel(this))
    , m_list(new RowList(tr("Recent calls"), this))
    , m_model(new RecentModel(RecentModel::Shows::Recent, this))
{
    m_heading->setText(tr("Recent"));
    m_heading->setBold(true);
    m_details->setProperty("role", QStringLiteral("link"));
    m_details->setAccessibleName(tr("Details and recordings of the chosen call"));
    QSizePolicy keepsItsPlace = m_details->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true); // no row moves when it comes
    m_details->setSizePolicy(keepsItsPlace);
    m_details->hide();
    m_missed->setTone(Tone::Danger);
    m_missed->setStep(TypeStep::Hint);
    m_empty->setTone(Tone::Second);
    m_empty->setAlignment(Qt::AlignCenter);
    setEmptyHint({});
    m_list->setModel(m_model);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(metrics::gapLarge, 0, metrics::gapLarge, metrics::gapTiny);
    header->setSpacing(metrics::gapSmall);
    header->addWidget(m_heading, 1);
    header->addWidget(m_missed);
    header->addWidget(m_details);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    m_empty->setContentsMargins(metrics::gapLarge, 0, metrics::gapLarge, 0);
    connect(m_list, &RowList::chosen, this, [this](const QModelIndex &index) {
        const HistoryEntry entry = m_model->entry(index);
        Q_EMIT callRequested(entry.remoteUri, entry.accountId);
    });
    connect(m_list, &RowList::detailsAsked, this, &RecentPanel::askDetails);
    connect(m_details, &Button::clicked, this, [this] { askDetails(m_list->currentIndex()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &current) { m_details->setVisible(current.isValid()); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &RecentPanel::showMenu);
    setEntries({}, {});
    setUnseenMissed(0);
}

void RecentPanel::setEntries(const QList<HistoryEntry> &entries, const Moment &moment)
{
    m_domains = moment.domains;
    const QPersistentModelIndex pointed = pointedRow();
    const int before = m_list->visualRect(pointed).top();
    m_model->setEntries(entries, moment);
    if (pointed.isValid()) // what is above grew: what is pointed at stays under the pointer
        m_list->keepAt(pointed, before);
    m_list->setVisible(!entries.isEmpty());
    m_empty->setVisible(entries.isEmpty());
}

QModelIndex RecentPanel::pointedRow() const
{
    if (!m_list->underMouse())
        return {};
    return m_list->indexAt(m_list->viewport()->mapFromGlobal(QCursor::pos()));
}

void RecentPanel::setUnseenMissed(int count)
{
    m_missed->setText(count > 0 ? tr("%n missed", nullptr, count) : QString());
    m_missed->setVisible(count > 0);
}

void RecentPanel::setEmptyHint(const QString &sentence)
{
    m_empty->setText(sentence.isEmpty() ? tr("No calls yet. Your calls will be listed here.") : sentence);
}

void RecentPanel::setIsFavourite(std::function<bool(const HistoryEntry &)> isFavourite)
{
    m_isFavourite = std::move(isFavourite);
}

void RecentPanel::focusList()
{
    if (m_model->rowCount() == 0)
        return;
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
    m_list->setFocus(Qt::OtherFocusReason);
}

int RecentPanel::rowCount() const
{
    return m_model->rowCount();
}

void RecentPanel::askDetails(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT detailsRequested(m_model->entry(index));
}

HistoryEntry RecentPanel::entryAt(const QModelIndex &row) const
{
    return m_model->entry(row);
}

void RecentPanel::showMenu(const QPoint &at)
{
    const QModelIndex index = m_list->indexAt(at).isValid() ? m_list->indexAt(at) : m_list->currentIndex();
    if (!index.isValid())
        return;
    const HistoryEntry entry = m_model->entry(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(Icon::Phone), tr("&Call back"), this,
        [this, entry] { Q_EMIT callRequested(entry.remoteUri, entry.accountId); });
    menu->addAction(themedIcon(Icon::More), tr("&Details and recordings"), this,
        [this, entry] { Q_EMIT detailsRequested(entry); });
    if (m_isFavourite) {
        const bool is = m_isFavourite(entry);
        menu->addAction(themedIcon(is ? Icon::StarFull : Icon::Star),
            is ? tr("&Remove from the favourites") : tr("&Add to the favourites"), this,
            [this, entry, is] { Q_EMIT favouriteToggled(entry, !is); });
    }
    menu->addAction(themedIcon(Icon::Keypad), tr("&Put into the field"), this, [this, entry] {
        // Into the field as it is understood again.
        const bool isEncoded = entry.remoteUri.contains(QLatin1Char('%'));
        Q_EMIT takeRequested(isEncoded ? shortAddress(entry.remoteUri)
                                       : friendlyAddress(entry.remoteUri, m_domains.value(entry.accountId)));
    });
    menu->addAction(themedIcon(Icon::Link), tr("C&opy the address"), this,
        [entry] { QGuiApplication::clipboard()->setText(shortAddress(entry.remoteUri)); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace carillon
