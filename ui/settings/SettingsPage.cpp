#include "SettingsPage.h"

#include "Button.h"
#include "ChoiceBox.h"
#include "Metrics.h"
#include "SettingKeys.h"
#include "TextLabel.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace carillon {
namespace {

struct Codec {
    const char *id;
    const char *name;
};
constexpr Codec allCodecs[] = {{"opus", QT_TRANSLATE_NOOP("carillon::SettingsPage", "Opus: best sound")},
    {"g722", QT_TRANSLATE_NOOP("carillon::SettingsPage", "G.722: wide band")},
    {"pcmu", QT_TRANSLATE_NOOP("carillon::SettingsPage", "G.711 µ-law: telephone")},
    {"pcma", QT_TRANSLATE_NOOP("carillon::SettingsPage", "G.711 A-law: telephone")}};

constexpr int boxWidth = 30; // without the room for a text, so that labels stand in line with the codecs'

const QLatin1String deviceId("id:"); // as the setting says it

QString idOf(const QListWidgetItem &item)
{
    return item.data(Qt::UserRole).toString();
}

} // namespace

SettingsPage::SettingsPage(SettingsAccess access, QWidget *parent)
    : Page(tr("Settings"), Way::Back, parent)
    , m_access(std::move(access))
    , m_problem(new TextLabel(this))
{
    m_problem->setTone(Tone::Danger);
    m_problem->hide();
    body()->addWidget(m_problem);
    addChoice(tr("&Appearance"), setting::theme,
        {{QStringLiteral("system"), tr("As the system")}, {QStringLiteral("light"), tr("Light")},
            {QStringLiteral("dark"), tr("Dark")}});
    addDevice(tr("&Microphone"), setting::audioInput);
    addDevice(tr("&Loudspeaker"), setting::audioOutput);
    addDevice(tr("&Ringing on"), setting::ringDevice);
    addChoice(tr("Ans&wer by itself"), setting::autoAnswer,
        {{setting::off, tr("Never")}, {setting::on, tr("At once")},
            {QStringLiteral("5"), tr("After 5 seconds")}, {QStringLiteral("10"), tr("After 10 seconds")},
            {QStringLiteral("20"), tr("After 20 seconds")}});
    addChoice(tr("When somebody wants to &hand me over"), setting::acceptRefer,
        {{QStringLiteral("ask"), tr("Ask me")}, {QStringLiteral("always"), tr("Always let them")},
            {QStringLiteral("never"), tr("Never let them")}});
    addSwitch(tr("&Keep running in the tray when the window is closed"), setting::closeToTray);
    addCodecs();
    body()->addStretch(1);
    reload();
}

void SettingsPage::reload()
{
    m_loading = true;
    for (const auto &load : std::as_const(m_loaders))
        load();
    m_loading = false;
}

ChoiceBox *SettingsPage::addBox(const QString &label)
{
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    auto *box = new ChoiceBox(this);
    box->setMinimumHeight(metrics::minTarget);
    box->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    caption->setBuddy(box);
    auto *group = new QVBoxLayout;
    group->setSpacing(metrics::gapTiny);
    group->addWidget(caption);
    group->addWidget(box);
    body()->addLayout(group);
    return box;
}

ChoiceBox *SettingsPage::addChoice(const QString &label, const QString &key, const QList<Choice> &choices)
{
    ChoiceBox *box = addBox(label);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    m_loaders.append([this, box, key] {
        const QString value = m_access.value(key);
        if (box->findData(value) < 0)
            box->addItem(value, value); // set by a script: shown as it is, not lost
        box->setCurrentIndex(box->findData(value));
    });
    connect(box, &ChoiceBox::currentIndexChanged, this,
        [this, box, key] { set(key, box->currentData().toString()); });
    return box;
}

/// The system's own choice, the devices that are there, and the chosen one also while it is not.
QList<SettingsPage::Choice> SettingsPage::deviceChoices(const QString &key)
{
    QList<Choice> choices{{QStringLiteral("default"), tr("System default")}};
    const QString chosen = m_access.value(key);
    const QString named = chosen.startsWith(deviceId) ? chosen.mid(deviceId.size()) : QString();
    const QList<DeviceChoice> devices = m_access.devices ? m_access.devices(key) : QList<DeviceChoice>();
    const bool isById = std::any_of(
        devices.begin(), devices.end(), [&](const DeviceChoice &device) { return device.id == named; });
    for (const DeviceChoice &device : devices) {
        m_deviceNames.insert(device.id, device.name);
        const bool isByName = !isById && device.name == named; // a script may say it so
        choices.append({isByName ? chosen : deviceId + device.id, device.name});
    }
    const bool isThere = std::any_of(
        choices.begin(), choices.end(), [&](const Choice &choice) { return choice.value == chosen; });
    if (!isThere && named.isEmpty())
        choices.append({chosen, chosen == QLatin1String("null") ? tr("None: silence") : chosen});
    else if (!isThere)
        choices.append({chosen, tr("%1 (not connected)").arg(m_deviceNames.value(named, named))});
    return choices;
}

void SettingsPage::addDevice(const QString &label, const QString &key)
{
    ChoiceBox *box = addBox(label);
    m_loaders.append([this, box, key] {
        const QList<Choice> choices = deviceChoices(key);
        bool isSame = box->count() == int(choices.size());
        for (int row = 0; isSame && row < box->count(); ++row)
            isSame = box->itemData(row) == choices[row].value && box->itemText(row) == choices[row].text;
        if (!isSame) { // an open list stays as it is while nothing changed
            box->clear();
            for (const Choice &choice : choices)
                box->addItem(choice.text, choice.value);
        }
        box->setCurrentIndex(box->findData(m_access.value(key)));
    });
    connect(box, &ChoiceBox::currentIndexChanged, this,
        [this, box, key] { set(key, box->currentData().toString()); });
}

void SettingsPage::addSwitch(const QString &label, const QString &key)
{
    auto *box = new QCheckBox(this);
    box->setMinimumHeight(metrics::minTarget);
    box->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    // A check box does not wrap its text; a label beside it does.
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setBuddy(box);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    box->setFixedWidth(boxWidth);
    row->addWidget(box, 0, Qt::AlignTop);
    row->addWidget(caption, 1);
    body()->addLayout(row);
    m_loaders.append([this, box, key] { box->setChecked(m_access.value(key) == setting::on); });
    connect(
        box, &QCheckBox::toggled, this, [this, key](bool on) { set(key, on ? setting::on : setting::off); });
}

void SettingsPage::addCodecs()
{
    auto *caption = new QLabel(tr("&Codecs, the preferred one first"), this);
    caption->setTextFormat(Qt::PlainText);
    m_codecs = new QListWidget(this);
    m_codecs->setAccessibleName(tr("Codecs, the preferred one first; space switches one on or off"));
    m_codecs->setDragDropMode(QAbstractItemView::InternalMove);
    m_codecs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_codecs->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    caption->setBuddy(m_codecs);
    auto *up = new Button(tr("Move &up"), this);
    auto *down = new Button(tr("Move &down"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gapSmall);
    row->addWidget(up);
    row->addWidget(down);
    row->addStretch(1);
    auto *group = new QVBoxLayout;
    group->setSpacing(metrics::gapTiny);
    group->addWidget(caption);
    group->addWidget(m_codecs);
    group->addLayout(row);
    body()->addLayout(group);
    m_loaders.append([this] { loadCodecs(); });
    connect(up, &Button::clicked, this, [this] { moveCodec(-1); });
    connect(down, &Button::clicked, this, [this] { moveCodec(1); });
    connect(m_codecs, &QListWidget::itemChanged, this, &SettingsPage::saveCodecs);
    connect(m_codecs->model(), &QAbstractItemModel::rowsMoved, this, &SettingsPage::saveCodecs);
}

void SettingsPage::loadCodecs()
{
    const QStringList chosen = m_access.value(setting::codecs).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (m_codecs->count() > 0 && chosenCodecs() == chosen)
        return; // as it is shown: the row in hand stays in hand
    const QString current = m_codecs->currentItem() ? idOf(*m_codecs->currentItem()) : QString();
    QStringList order = chosen;
    for (const Codec &codec : allCodecs) {
        if (!order.contains(QLatin1String(codec.id)))
            order.append(QLatin1String(codec.id));
    }
    m_codecs->clear();
    for (const QString &id : std::as_const(order)) {
        const auto known = std::find_if(std::begin(allCodecs), std::end(allCodecs),
            [&](const Codec &codec) { return id == QLatin1String(codec.id); });
        auto *item = new QListWidgetItem(known == std::end(allCodecs) ? id : tr(known->name), m_codecs);
        item->setData(Qt::UserRole, id);
        item->setCheckState(chosen.contains(id) ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint({0, metrics::minTarget});
        if (id == current)
            m_codecs->setCurrentItem(item);
    }
    m_codecs->setFixedHeight(int(order.size()) * metrics::minTarget + 2 * m_codecs->frameWidth());
}

QStringList SettingsPage::chosenCodecs() const
{
    QStringList chosen;
    for (int row = 0; row < m_codecs->count(); ++row) {
        if (m_codecs->item(row)->checkState() == Qt::Checked)
            chosen.append(idOf(*m_codecs->item(row)));
    }
    return chosen;
}

void SettingsPage::saveCodecs()
{
    if (m_loading)
        return;
    const QStringList chosen = chosenCodecs();
    if (chosen.isEmpty()) {
        m_problem->setText(tr("One codec at least has to stay."));
        m_problem->show();
        reload();
        return;
    }
    set(setting::codecs, chosen.join(QLatin1Char(',')));
}

void SettingsPage::moveCodec(int by)
{
    const int from = m_codecs->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_codecs->count())
        return;
    m_loading = true;
    m_codecs->insertItem(to, m_codecs->takeItem(from));
    m_codecs->setCurrentRow(to);
    m_loading = false;
    saveCodecs();
}

void SettingsPage::set(const QString &key, const QString &value)
{
    if (m_loading)
        return;
    const QString refusal = m_access.set(key, value);
    m_problem->setText(refusal);
    m_problem->setVisible(!refusal.isEmpty());
    if (refusal.isEmpty())
        return;
    reload();
    bringIntoView(*m_problem);
}

} // namespace carillon
