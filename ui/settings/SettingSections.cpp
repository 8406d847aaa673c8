#include "SettingSections.h"

#include "ChoiceBox.h"
#include "DialPreview.h"
#include "PathField.h"
#include "SettingKeys.h"
#include "SettingRow.h"
#include "TextLabel.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace carillon {
namespace {

using Choices = QList<SettingForm::Choice>;

QString text(const char *source)
{
    return QCoreApplication::translate("SettingSections", source);
}

QString number(int value)
{
    return QString::number(value);
}

Choices seconds(std::initializer_list<int> values)
{
    Choices choices;
    for (const int value : values)
        choices.append(
            {number(value), QCoreApplication::translate("SettingSections", "%n seconds", nullptr, value)});
    return choices;
}

/// How long it lasts, where somebody can see to its end.
void addTimedQuiet(SettingForm &form)
{
    SettingRow &row = form.addRow({text("Do not disturb"), {}, text("busy quiet dnd hours minutes")});
    auto *box = new ChoiceBox(&row);
    form.addCaption(row, {text("Do not disturb")}, box);
    auto *until = new TextLabel(&row);
    until->setTone(Tone::Second);
    until->setStep(TypeStep::Hint);
    row.column().addWidget(box);
    row.column().addWidget(until);
    box->addItem(text("Off: calls ring"), 0);
    box->addItem(text("On, until I switch it off"), -1);
    for (const int minutes : {30, 60, 120, 240, 480}) {
        const int hours = minutes / 60;
        box->addItem(hours
                ? QCoreApplication::translate("SettingSections", "For %n hours", nullptr, hours)
                : QCoreApplication::translate("SettingSections", "For %n minutes", nullptr, minutes),
            minutes);
    }
    form.addLoader([&form, box, until] {
        const bool isOn = form.access().value(setting::doNotDisturb) == setting::on;
        const QDateTime end = QDateTime::fromString(form.access().value(setting::dndUntil), Qt::ISODate);
        box->setCurrentIndex(isOn ? 1 : 0);
        until->setText(isOn && end.isValid()
                ? text("Ends by itself at %1.")
                      .arg(QLocale().toString(end.toLocalTime(), QLocale::ShortFormat))
                : QString());
        until->setVisible(!until->text().isEmpty());
    });
    QObject::connect(box, &ChoiceBox::currentIndexChanged, &form, [&form, box, &row] {
        if (form.isLoading())
            return;
        const int minutes = box->currentData().toInt();
        const QString refusal = form.access().setDoNotDisturb(
            minutes != 0, minutes > 0 ? std::optional(std::chrono::minutes(minutes)) : std::nullopt);
        if (!refusal.isEmpty())
            return form.refuse(refusal, row);
        row.showProblem({});
        form.reload();
    });
}

void addQuiet(SettingForm &form)
{
    if (form.isKnown(setting::dndUntil) && form.access().setDoNotDisturb)
        addTimedQuiet(form);
    else
        form.addSwitch(setting::doNotDisturb, {text("Do not disturb"), {}, text("busy quiet dnd")});
    form.addChoice(setting::dndCode,
        {text("What callers hear meanwhile"), {}, text("do not disturb code dnd")},
        {{QStringLiteral("486"), text("I am busy")}, {QStringLiteral("480"), text("I am not there for now")},
            {QStringLiteral("600"), text("I am busy everywhere: no other phone rings on")},
            {QStringLiteral("603"), text("I decline: no other phone rings on")}});
}

QString patternHelp()
{
    return text("One a line: a number, a name, name@domain, @domain, or with * for anything.");
}

void addForwarding(SettingForm &form)
{
    const QString also = text("forward divert call forwarding");
    form.addField(setting::forwardAlways, {text("Send all calls on to"), {}, also}, text("nobody"));
    form.addField(setting::forwardBusy, {text("Send calls on while I am busy to"), {}, also}, text("nobody"));
    form.addField(
        setting::forwardNoAnswer, {text("Send calls on that I do not answer to"), {}, also}, text("nobody"));
    form.addChoice(setting::forwardAfter, {text("Not answered means after"), {}, also},
        seconds({5, 10, 15, 20, 30, 45, 60, 90, 120}));
}

} // namespace

SettingForm *makeCallsSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Calls"), access, parent);
    form->addSwitch(
        setting::showDialPad, {text("Show the keypad below the field"), {}, text("dial pad digits")});
    form->addChoice(setting::dialLinks,
        {text("When I click a telephone number elsewhere"), {}, text("link tel sip callto browser")},
        {{QStringLiteral("ask"), text("Put it into the field and ask me")},
            {QStringLiteral("always"), text("Call it at once")}});
    const SettingForm::Text rules{text("Rewrite what I dial"),
        text("One rule a line, as 0=>+49: numbers that begin with 0 are dialled with +49 instead. X stands "
             "for any digit, $ for the end of the number. The first that fits holds."),
        text("dial plan rule prefix area code outside line")};
    if (SettingRow *row = form->addLines(setting::dialRules, rules, QLatin1Char(';'));
        row && access.previewDial) {
        auto *preview = new DialPreview(access.previewDial, row);
        row->column().addWidget(preview);
        form->addLoader([preview] { preview->refresh(); }); // the rules may have changed
    }
    return form;
}

SettingForm *makeIncomingSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Incoming calls"), access, parent);
    addQuiet(*form);
    form->addChoice(setting::alertStyle,
        {text("Show a call that comes in"), {}, text("popup notification alert")},
        {{QStringLiteral("popup"), text("In a small window")},
            {QStringLiteral("notification"), text("As a notification of the desktop")},
            {QStringLiteral("both"), text("As both")}});
    form->addChoice(setting::autoAnswer, {text("Ans&wer by itself"), {}, text("auto answer automatic")},
        {{setting::off, text("Never")}, {setting::on, text("At once")},
            {QStringLiteral("5"), text("After 5 seconds")}, {QStringLiteral("10"), text("After 10 seconds")},
            {QStringLiteral("20"), text("After 20 seconds")}});
    form->addLines(setting::autoAnswerFor,
        {text("Only for these callers"), patternHelp() + QLatin1Char(' ') + text("Empty: for everybody."),
            text("auto answer automatic")},
        QLatin1Char(','));
    form->addSwitch(setting::autoAnswerHeader,
        {text("Answer by itself where one of these callers asks for it"),
            text("Intercoms and door phones do."), text("auto answer intercom header")});
    form->addLines(setting::blocked,
        {text("Never ring for"), patternHelp(), text("block list blacklist spam")}, QLatin1Char(','));
    addForwarding(*form);
    form->addSwitch(setting::strictContact,
        {text("Ring only for calls to my own address"),
            text("What searches the net for telephones is turned away."), text("scanner spam strict ghost")});
    return form;
}

SettingForm *makeHandingOverSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Handing over"), access, parent);
    const QString also = text("transfer forward refer");
    form->addChoice(setting::transferVerb, {text("Enter in the field of a call"), {}, also},
        {{QStringLiteral("lamp"), text("Sends the caller on; asks a favourite first who is not free")},
            {QStringLiteral("send"), text("Sends the caller on at once")},
            {QStringLiteral("ask"), text("Asks there first")}});
    form->addSwitch(setting::lamps,
        {text("Show whether favourites are free"),
            text("Asks their telephones through your exchange, where it tells."),
            text("lamp blf presence busy")});
    form->addChoice(setting::undoSeconds,
        {text("A handover can be taken back for"), {}, also + QLatin1Char(' ') + text("undo")},
        Choices{{QStringLiteral("0"), text("No time: it begins at once")},
            {QStringLiteral("1"), text("1 second")}}
            + seconds({2, 3, 4, 5}));
    form->addField(setting::transferCode,
        {text("Code of the exchange for handing over"),
            text("For exchanges that know no other way, as *2 of Asterisk."), also},
        text("none"));
    form->addChoice(setting::acceptRefer, {text("When somebody wants to &hand me over"), {}, also},
        {{QStringLiteral("ask"), text("Ask me")}, {QStringLiteral("always"), text("Always let them")},
            {QStringLiteral("never"), text("Never let them")}});
    return form;
}

SettingForm *makeRecordingSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Recording"), access, parent);
    const QString also = text("record file");
    form->addPath(setting::recordingFolder, {text("Folder for recordings"), {}, also}, PathKind::Folder,
        text("Carillon, in the folder for music"));
    form->addChoice(setting::recordingFormat, {text("Kept as"), {}, also},
        {{QStringLiteral("opus"), text("Opus: small files")},
            {QStringLiteral("wav"), text("WAV: for every program")}});
    form->addChoice(setting::recordingRate,
        {text("Fineness of recordings"), {}, also + QLatin1Char(' ') + text("sample rate")},
        {{QStringLiteral("48000"), text("48 kHz: all that is heard")},
            {QStringLiteral("16000"), text("16 kHz: enough for speech")}});
    form->addSwitch(setting::recordingTone,
        {text("Both sides hear a tone each 15 seconds"),
            text("In many countries everybody has to know that the call is recorded."),
            text("beep consent law")});
    return form;
}

SettingForm *makeDesktopSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Desktop"), access, parent);
    form->addSwitch(
        setting::closeToTray, {text("&Keep running in the tray when the window is closed"), {}, {}});
    form->addSwitch(setting::callStrip,
        {text("Show a narrow strip with the call above all windows"), {}, text("always on top small")});
    form->addSwitch(
        setting::pausePlayers, {text("Pause music and films during calls"), {}, text("player MPRIS")});
    form->addSwitch(
        setting::keepAwake, {text("Keep the computer awake during calls"), {}, text("sleep screen")});
    form->addSwitch(setting::headset,
        {text("Obey the buttons of a headset"), text("Hook and mute, where the headset has them."),
            text("HID hook Jabra Plantronics")});
    const QString also = text("hotkey shortcut global keyboard");
    form->addSwitch(setting::globalHotkeys,
        {text("Obey keys while another program is used"), text("The desktop may ask you once."), also});
    form->addKeys(setting::hotkeyAnswer, {text("Key for answering"), {}, also});
    form->addKeys(setting::hotkeyHangUp, {text("Key for hanging up"), {}, also});
    form->addKeys(setting::hotkeyMute, {text("Key for muting"), {}, also});
    form->addPath(setting::hookCommand,
        {text("Program to run when something happens to a call"), {}, text("hook script command")},
        PathKind::Program, text("none"));
    return form;
}

SettingForm *makeLookSection(const SettingsAccess &access, QWidget *parent)
{
    auto *form = new SettingForm(text("Look"), access, parent);
    form->addChoice(setting::theme, {text("&Appearance"), {}, text("theme dark light mode colours")},
        {{QStringLiteral("system"), text("As the system")}, {QStringLiteral("light"), text("Light")},
            {QStringLiteral("dark"), text("Dark")}});
    return form;
}

} // namespace carillon
