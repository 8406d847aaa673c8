#include "SettingsPage.h"

#include "Button.h"
#include "ChoiceBox.h"
#include "FlowLayout.h"
#include "IconButton.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "PathField.h"
#include "SettingKeys.h"
#include "SettingRow.h"
#include "SettingSections.h"
#include "SoundForm.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace carillon {

SettingsPage::SettingsPage(SettingsAccess access, QWidget *parent)
    : Page(tr("Settings"), Way::Back, parent)
    , m_search(new QLineEdit(this))
    , m_clear(new IconButton(Icon::Close, tr("Show all settings again"), IconButton::Shape::Flat, this))
    , m_found(new TextLabel(this))
{
    m_found->setTone(Tone::Second);
    body()->addLayout(makeSearch());
    body()->addWidget(m_found);
    makeSections(access);
    m_contents = makeContents();
    body()->addWidget(m_contents);
    for (SettingForm *section : std::as_const(m_sections)) {
        body()->addWidget(section);
        connect(section, &SettingForm::revealed, this, [this](QWidget *part) { bringIntoView(*part); });
    }
    body()->addStretch(1);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::find);
    reload();
    find();
}

QLayout *SettingsPage::makeSearch()
{
    auto *icon = new IconLabel(Icon::Search, metrics::iconSize, this);
    icon->setIcon(Icon::Search, Tone::Second);
    m_search->setMinimumHeight(metrics::minTarget);
    m_search->setPlaceholderText(tr("Search the settings"));
    m_search->setAccessibleName(tr("Search the settings"));
    m_clear->setFocusPolicy(Qt::NoFocus); // the keyboard empties the field itself
    connect(m_clear, &IconButton::clicked, m_search, &QLineEdit::clear);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::gapSmall);
    row->addWidget(icon);
    row->addWidget(m_search, 1);
    row->addWidget(m_clear);
    return row;
}

void SettingsPage::makeSections(const SettingsAccess &access)
{
    m_sound = new SoundForm(access, this);
    addTones(*m_sound);
    // In the order of Section.
    m_sections = {makeAccounts(access), makeCallsSection(access, this), makeIncomingSection(access, this),
        makeHandingOverSection(access, this), m_sound, makeRecordingSection(access, this),
        makeDesktopSection(access, this), makeLookSection(access, this)};
}

SettingForm *SettingsPage::makeAccounts(const SettingsAccess &access)
{
    auto *form = new SettingForm(tr("Accounts"), access, this);
    addLink(*form, tr("Add and change accounts…"), &SettingsPage::accountsRequested);
    if (!access.accounts)
        return form;
    SettingRow &row = form->addRow({tr("Call with"), {}, tr("default account outgoing")});
    auto *box = new ChoiceBox(&row);
    form->addCaption(row, {tr("Call with")}, box);
    row.column().addWidget(box);
    form->addLoader([form, box] {
        box->clear();
        box->addItem(tr("The first account that is ready"), QString());
        for (const auto &account : form->access().accounts())
            box->addItem(account.name, account.id);
        box->setCurrentIndex(std::max(0, box->findData(form->access().value(setting::defaultAccount))));
    });
    connect(box, &ChoiceBox::currentIndexChanged, form,
        [form, box, &row] { form->set(setting::defaultAccount, box->currentData().toString(), row); });
    return form;
}

void SettingsPage::addLink(SettingForm &form, const QString &caption, void (SettingsPage::*asked)())
{
    SettingRow &row = form.addRow({caption});
    auto *button = new Button(caption, &row);
    row.column().addWidget(button);
    connect(button, &Button::clicked, this, asked);
}

void SettingsPage::addTones(SettingForm &form)
{
    m_ring = form.addPath(setting::ringFile, {tr("Ring with"), {}, tr("ringtone melody sound file")},
        PathKind::Sound, tr("Carillon's own ring"));
    if (m_ring) {
        m_play = new IconButton(Icon::Resume, tr("Play it"), IconButton::Shape::Flat, m_ring);
        m_ring->addButton(*m_play);
        connect(m_play, &IconButton::clicked, this, [this] {
            if (m_playing.isEmpty())
                Q_EMIT playRequested(m_ring->path());
            else
                Q_EMIT stopRequested();
        });
        connect(m_ring->field(), &QLineEdit::textChanged, this, &SettingsPage::renderPlay);
        renderPlay();
    }
    QList<SettingForm::Choice> regions{{QStringLiteral("auto"), tr("As where I am")}};
    for (const char *code : {"at", "au", "ch", "de", "es", "fr", "gb", "it", "jp", "nl", "us"}) {
        const auto country = QLocale::codeToTerritory(QString::fromLatin1(code));
        regions.append({QLatin1String(code), QLocale::territoryToString(country)});
    }
    form.addChoice(
        setting::toneRegion, {tr("Ring and busy tones of"), {}, tr("country region dial tone")}, regions);
    addLink(form, tr("Test the sound…"), &SettingsPage::selfTestRequested);
}

/// One link to each section.
QWidget *SettingsPage::makeContents()
{
    auto *contents = new QWidget(this);
    auto *flow = new FlowLayout(metrics::gapTiny, contents);
    for (int i = 0; i < int(m_sections.size()); ++i) {
        auto *link = new Button(m_sections.at(i)->title(), contents);
        link->setProperty("role", QStringLiteral("link"));
        link->setAccessibleName(tr("Go to: %1").arg(m_sections.at(i)->title()));
        flow->addWidget(link);
        connect(link, &Button::clicked, this, [this, i] { showSection(Section(i)); });
    }
    return contents;
}

void SettingsPage::reload()
{
    for (SettingForm *section : std::as_const(m_sections))
        section->reload();
}

void SettingsPage::search(const QString &words)
{
    m_search->setText(words);
}

void SettingsPage::find()
{
    const QStringList words = SettingRow::folded(m_search->text());
    int found = 0;
    for (SettingForm *section : std::as_const(m_sections))
        found += section->filter(words);
    m_contents->setVisible(words.isEmpty());
    m_clear->setVisible(!m_search->text().isEmpty());
    m_found->setVisible(!words.isEmpty());
    m_found->setText(found > 0 ? tr("%n settings fit.", nullptr, found)
                               : tr("No setting fits “%1”.").arg(m_search->text().trimmed()));
    m_search->setAccessibleDescription(words.isEmpty() ? QString() : m_found->text());
}

void SettingsPage::showSection(Section section)
{
    m_search->clear();
    SettingForm &form = *m_sections.at(int(section));
    bringToTop(form);
    for (QWidget *one : tabbable(form)) {
        if (one->isVisibleTo(&form) && one->isEnabledTo(&form))
            return one->setFocus(Qt::OtherFocusReason);
    }
}

void SettingsPage::setSessionStart(const SessionStart &start)
{
    const bool isNew = start.state && !m_start.state;
    m_start = start;
    if (!isNew)
        return;
    SettingForm &form = *m_sections.at(int(Section::Desktop));
    const SettingForm::Text text{
        tr("Start with the session, hidden in the tray"), {}, tr("autostart login boot begin")};
    SettingRow &row = form.addRow(text);
    QCheckBox *box = form.addBox(row, text);
    auto *unknown = new TextLabel(tr("The desktop does not say whether it does."), &row);
    unknown->setTone(Tone::Second);
    unknown->setStep(TypeStep::Hint);
    row.column().addWidget(unknown);
    form.addLoader([this, box, unknown] {
        const auto state = m_start.state ? m_start.state() : SessionStart::State::Unknown;
        box->setChecked(state == SessionStart::State::On);
        unknown->setVisible(state == SessionStart::State::Unknown);
    });
    connect(box, &QCheckBox::toggled, &form, [this, &form, &row](bool on) {
        if (form.isLoading())
            return;
        const QString refusal = m_start.setEnabled(on);
        row.showProblem(refusal);
        form.reload(); // what became of it
    });
    tabInLayoutOrder(*this);
    form.reload();
}

void SettingsPage::setMeter(Speech speech, float level)
{
    m_sound->setMeter(speech, level);
}

void SettingsPage::setPlaying(const QString &file)
{
    m_playing = file;
    renderPlay();
}

void SettingsPage::renderPlay()
{
    if (!m_play)
        return;
    const bool plays = !m_playing.isEmpty();
    m_play->setIcon(plays ? Icon::Stop : Icon::Resume);
    m_play->setSentence(plays ? tr("Stop playing") : tr("Play the ring"));
    m_play->setEnabled(plays || !m_ring->path().isEmpty());
}

QWidget *SettingsPage::firstFocus() const
{
    return m_search;
}

} // namespace carillon
