#include "SoundForm.h"

#include "Button.h"
#include "Icons.h"
#include "LevelLine.h"
#include "Metrics.h"
#include "OrderedList.h"
#include "SettingKeys.h"
#include "SettingRow.h"
#include "TextLabel.h"
#include "VolumeRow.h"

#include <QVBoxLayout>

namespace carillon {
namespace {

struct Codec {
    const char *id;
    const char *name;
};
constexpr Codec allCodecs[] = {{"opus", QT_TRANSLATE_NOOP("carillon::SoundForm", "Opus: best sound")},
    {"g722", QT_TRANSLATE_NOOP("carillon::SoundForm", "G.722: wide band")},
    {"pcmu", QT_TRANSLATE_NOOP("carillon::SoundForm", "G.711 µ-law: telephone")},
    {"pcma", QT_TRANSLATE_NOOP("carillon::SoundForm", "G.711 A-law: telephone")},
    {"l16", QT_TRANSLATE_NOOP("carillon::SoundForm", "L16: not compressed, 16 kHz")},
    {"l16-48k", QT_TRANSLATE_NOOP("carillon::SoundForm", "L16: not compressed, 48 kHz")}};

constexpr int mostVolume = 200;     // percent, as the settings allow
constexpr int mostRingVolume = 100; // percent

} // namespace

struct SoundForm::Role {
    SoundRole role;
    QString chosen; ///< the keys of its settings
    QString order;
    QString volume;
    QString label; ///< of the list
    QString sentence;
    QString help;
    QString volumeLabel;
};

SoundForm::SoundForm(SettingsAccess access, QWidget *parent)
    : SettingForm(tr("Sound"), std::move(access), parent)
{
    const QString ordered = tr("The first one that is connected is used, and the next when it goes away. "
                               "What stands below “Follow the system” is never used.");
    addRole({SoundRole::Microphone, setting::audioInput, setting::audioInputs, setting::inputVolume,
        tr("&Microphone"), tr("Microphones, the preferred one first; Alt with up and down moves one"),
        ordered, tr("How loud &I am sent")});
    addMeter();
    addRole({SoundRole::Loudspeaker, setting::audioOutput, setting::audioOutputs, setting::outputVolume,
        tr("&Loudspeaker"), tr("Loudspeakers, the preferred one first; Alt with up and down moves one"),
        ordered, tr("How loud &others are")});
    addRole({SoundRole::Ring, setting::ringDevice, setting::rings, setting::ringVolume, tr("&Ringing on"),
        tr("Where it rings; space switches one on or off"), tr("It rings on all that are ticked."),
        tr("How loud it rin&gs")});
    addVoice();
    addAdvanced();
    setMeter(Speech::NoCall, 0);
    reload();
}

void SoundForm::addRole(const Role &role)
{
    SettingRow &row = addRow({role.label, role.help, tr("device headset volume") + role.volumeLabel});
    auto *list = new OrderedList(role.label, role.sentence,
        role.role == SoundRole::Ring ? OrderedList::Way::Ticks : OrderedList::Way::Order, &row);
    auto *help = new TextLabel(role.help, &row);
    help->setTone(Tone::Second);
    help->setStep(TypeStep::Hint);
    auto *muted = new TextLabel(&row);
    muted->setTone(Tone::Attention);
    muted->hide();
    const bool isRing = role.role == SoundRole::Ring;
    auto *volume = new VolumeRow(role.volumeLabel, isRing ? mostRingVolume : mostVolume, &row);
    row.column().setSpacing(metrics::gapSmall);
    for (QWidget *part : {static_cast<QWidget *>(list), static_cast<QWidget *>(help),
             static_cast<QWidget *>(muted), static_cast<QWidget *>(volume)})
        row.column().addWidget(part);
    addLoader([this, role, list, muted] { loadDevices(role, *list, *muted); });
    addLoader([this, key = role.volume, volume] { volume->setPercent(access().value(key).toInt()); });
    connect(list, &OrderedList::edited, this, [this, role, list, &row] { saveDevices(role, *list, row); });
    connect(volume, &VolumeRow::chosen, this,
        [this, key = role.volume, &row](int percent) { set(key, QString::number(percent), row); });
}

void SoundForm::loadDevices(const Role &role, OrderedList &list, TextLabel &muted)
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

void SoundForm::saveDevices(const Role &role, const OrderedList &list, SettingRow &row)
{
    const QList<OrderedRow> rows = list.rows();
    const QString order = deviceOrder(role.role, rows);
    if (order.isEmpty())
        return refuse(tr("It has to ring somewhere: one at least stays ticked."), row);
    const QString chosen = access().value(role.chosen);
    const bool isReplaced = role.role == SoundRole::Ring || rows.constFirst().id != chosen;
    if (!isOrdered(chosen) && !chosen.isEmpty()) { // what a script put there gives way, once it is not first
        if (!isReplaced)
            return; // it may be on its way up
        set(role.chosen, QStringLiteral("default"), row);
    }
    set(role.order, order, row);
    reload(); // what became of it: hints, and what is not connected
}

void SoundForm::addMeter()
{
    SettingRow &row = addRow({tr("How loud your microphone is"), {}, tr("level meter")});
    m_meterSentence = new TextLabel(&row);
    m_meterSentence->setTone(Tone::Second);
    m_meter = new LevelLine(tr("How loud your microphone is"), &row);
    row.column().addWidget(m_meterSentence);
    row.column().addWidget(m_meter);
}

void SoundForm::setMeter(Speech speech, float level)
{
    const MeterPresentation shown = presentMeter(speech, level);
    if (m_meterSentence->text() != shown.sentence)
        m_meterSentence->setText(shown.sentence);
    m_meter->setVisible(shown.isShown);
    m_meter->setLevel(shown.level);
}

void SoundForm::addVoice()
{
    addChoice(setting::echoCancellation, {tr("Remove the &echo of my loudspeaker"), {}, tr("cancellation")},
        {{setting::off, tr("Not at all: I use a headset")}, {QStringLiteral("low"), tr("A little")},
            {QStringLiteral("moderate"), tr("As well as can be")}});
    addChoice(setting::noiseSuppression, {tr("Remove &noise around me"), {}, tr("suppression")},
        {{setting::off, tr("Not at all")}, {QStringLiteral("low"), tr("A little")},
            {QStringLiteral("moderate"), tr("Usual")}, {QStringLiteral("high"), tr("Much")},
            {QStringLiteral("very-high"), tr("As much as can be; my voice suffers")}});
    addSwitch(setting::automaticGain,
        {tr("Make me e&qually loud, near the microphone or far"), {}, tr("automatic gain control")});
}

void SoundForm::addAdvanced()
{
    m_more = new Button(tr("Ad&vanced"), this);
    m_more->setProperty("role", QStringLiteral("link"));
    m_more->setCheckable(true);
    m_more->setAccessibleName(tr("Show or hide codecs, data rate and pauses"));
    body().addWidget(m_more, 0, Qt::AlignLeft);
    m_advanced = new QWidget(this);
    auto *inner = new QVBoxLayout(m_advanced);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(metrics::gap);
    body().addWidget(m_advanced);
    setColumn(*inner);
    addCodecs();
    addChoice(setting::opusBitrate, {tr("&Data rate of Opus, at most"), {}, tr("bitrate bandwidth")},
        {{QStringLiteral("16"), tr("16 kbit/s: for slow connections")},
            {QStringLiteral("24"), tr("24 kbit/s")}, {QStringLiteral("32"), tr("32 kbit/s: usual")},
            {QStringLiteral("64"), tr("64 kbit/s")}, {QStringLiteral("128"), tr("128 kbit/s: for music")}});
    addSwitch(setting::stereo,
        {tr("Stereo, where the o&ther side has it too"), tr("For music: from 64 kbit/s on it sounds good."),
            tr("two channels stereo")});
    addSwitch(setting::silenceSuppression,
        {tr("Send nothing while I am &silent"), {}, tr("silence suppression DTX comfort noise")});
    addChoice(setting::voiceProcessing,
        {tr("Wor&k on the sound of the microphone"), tr("Echo, noise and loudness, as chosen above."),
            tr("voice processing")},
        {{QStringLiteral("auto"), tr("Of real microphones")}, {QStringLiteral("always"), tr("Always")},
            {QStringLiteral("never"), tr("Never")}});
    setColumn(body());
    connect(m_more, &QPushButton::toggled, this, [this](bool isOpen) {
        renderAdvanced();
        if (isOpen)
            Q_EMIT revealed(m_advanced);
    });
    renderAdvanced();
}

void SoundForm::setSearching(bool on)
{
    m_isSearching = on;
    renderAdvanced();
}

// What is looked for is found, also where it is folded away.
void SoundForm::renderAdvanced()
{
    m_more->setVisible(!m_isSearching);
    m_advanced->setVisible(m_isSearching || m_more->isChecked());
    m_more->setIcon(themedIcon(m_more->isChecked() ? Icon::Collapse : Icon::Expand, Tone::Accent));
}

void SoundForm::addCodecs()
{
    SettingRow &row = addRow({tr("&Codecs, the preferred one first"), {}, tr("codec compression")});
    auto *list = new OrderedList(tr("&Codecs, the preferred one first"),
        tr("Codecs, the preferred one first; space switches one on or off, Alt with up and down moves it"),
        OrderedList::Way::Both, &row);
    row.column().addWidget(list);
    for (const Codec &codec : allCodecs)
        row.addWords(tr(codec.name));
    addLoader([this, list] { loadCodecs(*list); });
    connect(list, &OrderedList::edited, this, [this, list, &row] { saveCodecs(*list, row); });
}

void SoundForm::loadCodecs(OrderedList &list) const
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

void SoundForm::saveCodecs(const OrderedList &list, SettingRow &row)
{
    const QStringList chosen = list.tickedIds();
    if (chosen.isEmpty())
        return refuse(tr("One codec at least has to stay."), row);
    set(setting::codecs, chosen.join(QLatin1Char(',')), row);
}

} // namespace carillon
