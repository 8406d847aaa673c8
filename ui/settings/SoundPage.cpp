#include "SoundPage.h"

#include "Button.h"
#include "Icons.h"
#include "LevelLine.h"
#include "Metrics.h"
#include "SettingKeys.h"
#include "TextLabel.h"
#include "VolumeRow.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

struct Codec {
    const char *id;
    const char *name;
};
constexpr Codec allCodecs[] = {{"opus", QT_TRANSLATE_NOOP("carillon::SoundPage", "Opus: best sound")},
    {"g722", QT_TRANSLATE_NOOP("carillon::SoundPage", "G.722: wide band")},
    {"pcmu", QT_TRANSLATE_NOOP("carillon::SoundPage", "G.711 µ-law: telephone")},
    {"pcma", QT_TRANSLATE_NOOP("carillon::SoundPage", "G.711 A-law: telephone")},
    {"l16", QT_TRANSLATE_NOOP("carillon::SoundPage", "L16: not compressed, 16 kHz")},
    {"l16-48k", QT_TRANSLATE_NOOP("carillon::SoundPage", "L16: not compressed, 48 kHz")}};

constexpr int mostVolume = 200;     // percent, as the settings allow
constexpr int mostRingVolume = 100; // percent

} // namespace

struct SoundPage::Role {
    SoundRole role;
    QString chosen; ///< the keys of its settings
    QString order;
    QString volume;
    QString label; ///< of the list
    QString sentence;
    QString help;
    QString volumeLabel;
};

SoundPage::SoundPage(SettingsAccess access, QWidget *parent)
    : SettingForm(tr("Sound"), std::move(access), parent)
{
    const QString ordered = tr("The first one that is connected is used, and the next when it goes away. "
                               "What stands below “Follow the system” is never used.");
    addRole({SoundRole::Microphone, setting::audioInput, setting::audioInputs, setting::inputVolume,
        tr("&Microphone"), tr("Microphones, the preferred one first; Alt with up and down moves one"),
        ordered, tr("How loud &I am sent")});
    addMeter();
    body()->addWidget(makeRule(this));
    addRole({SoundRole::Loudspeaker, setting::audioOutput, setting::audioOutputs, setting::outputVolume,
        tr("&Loudspeaker"), tr("Loudspeakers, the preferred one first; Alt with up and down moves one"),
        ordered, tr("How loud &others are")});
    body()->addWidget(makeRule(this));
    addRole({SoundRole::Ring, setting::ringDevice, setting::rings, setting::ringVolume, tr("&Ringing on"),
        tr("Where it rings; space switches one on or off"), tr("It rings on all that are ticked."),
        tr("How loud it rin&gs")});
    body()->addWidget(makeRule(this));
    addVoice();
    addAdvanced();
    body()->addStretch(1);
    setMeter(Speech::NoCall, 0);
    reload();
}

void SoundPage::addRole(const Role &role)
{
    auto *list = new OrderedList(role.label, role.sentence,
        role.role == SoundRole::Ring ? OrderedList::Way::Ticks : OrderedList::Way::Order, this);
    auto *help = new TextLabel(role.help, this);
    help->setTone(Tone::Second);
    help->setStep(TypeStep::Hint);
    auto *muted = new TextLabel(this);
    muted->setTone(Tone::Attention);
    muted->hide();
    const bool isRing = role.role == SoundRole::Ring;
    auto *volume = new VolumeRow(role.volumeLabel, isRing ? mostRingVolume : mostVolume, this);
    for (QWidget *part : {static_cast<QWidget *>(list), static_cast<QWidget *>(help),
             static_cast<QWidget *>(muted), static_cast<QWidget *>(volume)})
        column().addWidget(part);
    addLoader([this, role, list, muted] { loadDevices(role, *list, *muted); });
    addLoader([this, key = role.volume, volume] { volume->setPercent(access().value(key).toInt()); });
    connect(list, &OrderedList::edited, this, [this, role, list] { saveDevices(role, *list); });
    connect(volume, &VolumeRow::chosen, this,
        [this, key = role.volume](int percent) { set(key, QString::number(percent)); });
}

void SoundPage::loadDevices(const Role &role, OrderedList &list, TextLabel &muted)
{
    const QList<DeviceChoice> devices
        = access().devices ? access().devices(role.role) : QList<DeviceChoice>();
    for (const DeviceChoice &device : devices)
        m_names.insert(device.id, device.name);
    const DeviceWish wish{access().value(role.chosen), access().value(role.order)};
    list.setRows(arrangedAs(role.role, list.rows(), presentDevices(role.role, wish, devices, m_names)));
    const QString sentence = mutedSentence(role.role, devices);
    muted.setText(sentence);
    muted.setVisible(!sentence.isEmpty());
}

void SoundPage::saveDevices(const Role &role, const OrderedList &list)
{
    const QList<OrderedRow> rows = list.rows();
    const QString order = deviceOrder(role.role, rows);
    if (order.isEmpty())
        return refuse(tr("It has to ring somewhere: one at least stays ticked."));
    const QString chosen = access().value(role.chosen);
    const bool isReplaced = role.role == SoundRole::Ring || rows.constFirst().id != chosen;
    if (!isOrdered(chosen) && !chosen.isEmpty()) { // what a script put there gives way, once it is not first
        if (!isReplaced)
            return; // it may be on its way up
        set(role.chosen, QStringLiteral("default"));
    }
    set(role.order, order);
    reload(); // what became of it: hints, and what is not connected
}

void SoundPage::addMeter()
{
    m_meterSentence = new TextLabel(this);
    m_meterSentence->setTone(Tone::Second);
    m_meter = new LevelLine(tr("How loud your microphone is"), this);
    auto *group = new QVBoxLayout;
    group->setSpacing(metrics::gapTiny);
    group->addWidget(m_meterSentence);
    group->addWidget(m_meter);
    column().addLayout(group);
}

void SoundPage::setMeter(Speech speech, float level)
{
    const MeterPresentation shown = presentMeter(speech, level);
    if (m_meterSentence->text() != shown.sentence)
        m_meterSentence->setText(shown.sentence);
    m_meter->setVisible(shown.isShown);
    m_meter->setLevel(shown.level);
}

void SoundPage::addVoice()
{
    addChoice(tr("Remove the &echo of my loudspeaker"), setting::echoCancellation,
        {{setting::off, tr("Not at all: I use a headset")}, {QStringLiteral("low"), tr("A little")},
            {QStringLiteral("moderate"), tr("As well as can be")}});
    addChoice(tr("Remove &noise around me"), setting::noiseSuppression,
        {{setting::off, tr("Not at all")}, {QStringLiteral("low"), tr("A little")},
            {QStringLiteral("moderate"), tr("Usual")}, {QStringLiteral("high"), tr("Much")},
            {QStringLiteral("very-high"), tr("As much as can be; my voice suffers")}});
    addSwitch(tr("Make me e&qually loud, near the microphone or far"), setting::automaticGain);
}

void SoundPage::addAdvanced()
{
    m_more = new Button(tr("Ad&vanced"), this);
    m_more->setProperty("role", QStringLiteral("link"));
    m_more->setCheckable(true);
    m_more->setAccessibleName(tr("Show or hide codecs, data rate and pauses"));
    body()->addWidget(m_more, 0, Qt::AlignLeft);
    m_advanced = new QWidget(this);
    auto *inner = new QVBoxLayout(m_advanced);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(metrics::gap);
    body()->addWidget(m_advanced);
    setColumn(*inner);
    addCodecs();
    addChoice(tr("&Data rate of Opus, at most"), setting::opusBitrate,
        {{QStringLiteral("16"), tr("16 kbit/s: for slow connections")},
            {QStringLiteral("24"), tr("24 kbit/s")}, {QStringLiteral("32"), tr("32 kbit/s: usual")},
            {QStringLiteral("64"), tr("64 kbit/s")}, {QStringLiteral("128"), tr("128 kbit/s: for music")}});
    addSwitch(tr("Send nothing while I am &silent"), setting::silenceSuppression);
    setColumn(*body());
    connect(m_more, &QPushButton::toggled, this, &SoundPage::setAdvancedVisible);
    setAdvancedVisible(false);
}

void SoundPage::setAdvancedVisible(bool visible)
{
    m_advanced->setVisible(visible);
    m_more->setIcon(themedIcon(visible ? Icon::Collapse : Icon::Expand, Tone::Accent));
    if (visible)
        bringIntoView(*m_advanced);
}

void SoundPage::addCodecs()
{
    auto *list = new OrderedList(tr("&Codecs, the preferred one first"),
        tr("Codecs, the preferred one first; space switches one on or off, Alt with up and down moves it"),
        OrderedList::Way::Both, this);
    column().addWidget(list);
    addLoader([this, list] { loadCodecs(*list); });
    connect(list, &OrderedList::edited, this, [this, list] { saveCodecs(*list); });
}

void SoundPage::loadCodecs(OrderedList &list) const
{
    const QStringList chosen = access().value(setting::codecs).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (!list.ids().isEmpty() && list.tickedIds() == chosen)
        return; // as it is shown, also where the others stand
    QStringList order = chosen;
    for (const Codec &codec : allCodecs) {
        if (!order.contains(QLatin1String(codec.id)))
            order.append(QLatin1String(codec.id));
    }
    QList<OrderedRow> rows;
    for (const QString &id : std::as_const(order)) {
        const auto known = std::find_if(std::begin(allCodecs), std::end(allCodecs),
            [&](const Codec &codec) { return id == QLatin1String(codec.id); });
        rows.append({id, known == std::end(allCodecs) ? id : tr(known->name), {}, chosen.contains(id)});
    }
    list.setRows(rows);
}

void SoundPage::saveCodecs(const OrderedList &list)
{
    const QStringList chosen = list.tickedIds();
    if (chosen.isEmpty())
        return refuse(tr("One codec at least has to stay."));
    set(setting::codecs, chosen.join(QLatin1Char(',')));
}

} // namespace carillon
