#include "SettingForm.h"

#include "ChoiceBox.h"
#include "Metrics.h"
#include "SettingKeys.h"
#include "TextLabel.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int boxWidth = 30; // without the room for a text, so that labels stand in line with the lists'

} // namespace

SettingForm::SettingForm(const QString &title, SettingsAccess access, QWidget *parent)
    : Page(title, Way::Back, parent)
    , m_access(std::move(access))
    , m_column(body())
    , m_problem(new TextLabel(this))
{
    m_problem->setTone(Tone::Danger);
    m_problem->hide();
    body()->addWidget(m_problem);
}

void SettingForm::reload()
{
    m_isLoading = true;
    for (const auto &load : std::as_const(m_loaders))
        load();
    m_isLoading = false;
}

ChoiceBox *SettingForm::addChoice(const QString &label, const QString &key, const QList<Choice> &choices)
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
    m_column->addLayout(group);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    addLoader([this, box, key] {
        const QString value = m_access.value(key);
        if (box->findData(value) < 0)
            box->addItem(value, value); // set by a script: shown as it is, not lost
        box->setCurrentIndex(box->findData(value));
    });
    connect(box, &ChoiceBox::currentIndexChanged, this,
        [this, box, key] { set(key, box->currentData().toString()); });
    return box;
}

void SettingForm::addSwitch(const QString &label, const QString &key)
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
    m_column->addLayout(row);
    addLoader([this, box, key] { box->setChecked(m_access.value(key) == setting::on); });
    connect(
        box, &QCheckBox::toggled, this, [this, key](bool on) { set(key, on ? setting::on : setting::off); });
}

void SettingForm::set(const QString &key, const QString &value)
{
    if (m_isLoading)
        return;
    const QString refusal = m_access.set(key, value);
    if (!refusal.isEmpty())
        return refuse(refusal);
    m_problem->setText({});
    m_problem->hide();
}

void SettingForm::refuse(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
    reload();
    bringIntoView(*m_problem);
}

} // namespace carillon
