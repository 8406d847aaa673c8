#include "SettingForm.h"

#include "ChoiceBox.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "LinesField.h"
#include "Metrics.h"
#include "PathField.h"
#include "PlainText.h"
#include "SettingKeys.h"
#include "SettingRow.h"
#include "TextLabel.h"

#include <QCheckBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int boxWidth = 30; // without the room for a text, so that labels stand in line with the lists'

QString plain(const QString &label)
{
    return QString(label).remove(QLatin1Char('&'));
}

} // namespace

SettingForm::SettingForm(const QString &title, SettingsAccess access, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_access(std::move(access))
    , m_body(new QVBoxLayout(this))
    , m_column(m_body)
{
    auto *heading = new ElidedLabel(this);
    heading->setText(title);
    heading->setBold(true);
    heading->setTone(Tone::Second);
    m_body->setContentsMargins(0, 0, 0, metrics::gapLarge);
    m_body->setSpacing(metrics::gap);
    m_body->addWidget(heading);
    setAccessibleName(title);
}

void SettingForm::reload()
{
    m_isLoading = true;
    for (const auto &load : std::as_const(m_loaders))
        load();
    m_isLoading = false;
}

int SettingForm::filter(const QStringList &words)
{
    setSearching(!words.isEmpty());
    int shown = 0;
    for (SettingRow *row : std::as_const(m_rows)) {
        const bool fits = row->fits(words);
        row->setVisible(fits);
        shown += fits;
    }
    setVisible(shown > 0);
    return shown;
}

void SettingForm::addLoader(std::function<void()> load)
{
    m_loaders.append(std::move(load));
}

SettingRow &SettingForm::addRow(const Text &text)
{
    auto *row
        = new SettingRow(QStringLiteral("%1 %2 %3 %4").arg(m_title, text.label, text.help, text.also), this);
    m_column->addWidget(row);
    m_rows.append(row);
    return *row;
}

QLabel *SettingForm::addCaption(SettingRow &row, const Text &text, QWidget *buddy)
{
    auto *caption = new QLabel(text.label, &row);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setBuddy(buddy);
    buddy->setAccessibleName(plain(text.label));
    if (!text.help.isEmpty())
        buddy->setAccessibleDescription(text.help);
    row.column().addWidget(caption);
    return caption;
}

void SettingForm::addHelp(SettingRow &row, const Text &text)
{
    if (text.help.isEmpty())
        return;
    auto *help = new TextLabel(text.help, &row);
    help->setTone(Tone::Second);
    help->setStep(TypeStep::Hint);
    row.column().addWidget(help);
}

ChoiceBox *SettingForm::addChoice(const QString &key, const Text &text, const QList<Choice> &choices)
{
    if (!isKnown(key))
        return nullptr;
    SettingRow &row = addRow(text);
    auto *box = new ChoiceBox(&row);
    addCaption(row, text, box);
    row.column().addWidget(box);
    addHelp(row, text);
    for (const Choice &choice : choices) {
        box->addItem(choice.text, choice.value);
        row.addWords(choice.text);
    }
    addLoader([this, box, key] {
        const QString value = m_access.value(key);
        if (box->findData(value) < 0)
            box->addItem(value, value); // set by a script: shown as it is, not lost
        box->setCurrentIndex(box->findData(value));
    });
    connect(box, &ChoiceBox::currentIndexChanged, this,
        [this, box, key, &row] { set(key, box->currentData().toString(), row); });
    return box;
}

QCheckBox *SettingForm::addBox(SettingRow &row, const Text &text)
{
    auto *box = new QCheckBox(&row);
    box->setMinimumHeight(metrics::minTarget);
    box->setAccessibleName(plain(text.label));
    box->setAccessibleDescription(text.help);
    // A check box does not wrap its text; a label beside it does.
    auto *caption = new QLabel(text.label, &row);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setBuddy(box);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    box->setFixedWidth(boxWidth);
    line->addWidget(box, 0, Qt::AlignTop);
    line->addWidget(caption, 1);
    row.column().addLayout(line);
    addHelp(row, text);
    return box;
}

void SettingForm::addSwitch(const QString &key, const Text &text)
{
    if (!isKnown(key))
        return;
    SettingRow &row = addRow(text);
    QCheckBox *box = addBox(row, text);
    addLoader([this, box, key] { box->setChecked(m_access.value(key) == setting::on); });
    connect(box, &QCheckBox::toggled, this,
        [this, key, &row](bool on) { set(key, on ? setting::on : setting::off, row); });
}

void SettingForm::addField(const QString &key, const Text &text, const QString &placeholder)
{
    if (!isKnown(key))
        return;
    SettingRow &row = addRow(text);
    auto *field = new QLineEdit(&row);
    field->setMinimumHeight(metrics::minTarget);
    field->setPlaceholderText(placeholder);
    addCaption(row, text, field);
    row.column().addWidget(field);
    addHelp(row, text);
    addLoader([this, field, key] {
        if (!field->isModified() || !field->hasFocus()) // nobody's typing is taken away
            field->setText(m_access.value(key));
    });
    connect(field, &QLineEdit::editingFinished, this, [this, field, key, &row] {
        if (!field->isModified())
            return;
        field->setModified(false);
        set(key, field->text().trimmed(), row);
    });
}

SettingRow *SettingForm::addLines(const QString &key, const Text &text, QChar separator)
{
    if (!isKnown(key))
        return nullptr;
    SettingRow &row = addRow(text);
    auto *lines = new LinesField(separator, &row);
    addCaption(row, text, lines);
    row.column().addWidget(lines);
    addHelp(row, text);
    addLoader([this, lines, key] { lines->setValue(m_access.value(key)); });
    connect(
        lines, &LinesField::edited, this, [this, key, &row](const QString &value) { set(key, value, row); });
    return &row;
}

PathField *SettingForm::addPath(
    const QString &key, const Text &text, PathKind kind, const QString &placeholder)
{
    if (!isKnown(key))
        return nullptr;
    SettingRow &row = addRow(text);
    auto *field = new PathField(kind, plain(text.label), &row);
    field->setPlaceholder(placeholder);
    addCaption(row, text, field->field());
    row.column().addWidget(field);
    addHelp(row, text);
    addLoader([this, field, key] { field->setPath(m_access.value(key)); });
    connect(field, &PathField::chosen, this, [this, key, &row](const QString &path) { set(key, path, row); });
    return field;
}

void SettingForm::addKeys(const QString &key, const Text &text)
{
    if (!isKnown(key))
        return;
    SettingRow &row = addRow(text);
    auto *keys = new QKeySequenceEdit(&row);
    keys->setMinimumHeight(metrics::minTarget);
    for (auto *field : keys->findChildren<QLineEdit *>()) {
        field->setMinimumHeight(metrics::minTarget);
        field->setAccessibleName(plain(text.label));
    }
    addCaption(row, text, keys);
    auto *none = new IconButton(
        Icon::Remove, tr("No key: %1").arg(plain(text.label)), IconButton::Shape::Flat, &row);
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::gapTiny);
    line->addWidget(keys, 1);
    line->addWidget(none);
    row.column().addLayout(line);
    addHelp(row, text);
    connect(none, &IconButton::clicked, this, [this, keys, key, &row] {
        keys->clear();
        set(key, {}, row);
    });
    addLoader([this, keys, key] {
        keys->setKeySequence(QKeySequence::fromString(m_access.value(key), QKeySequence::PortableText));
    });
    connect(keys, &QKeySequenceEdit::editingFinished, this, [this, keys, key, &row] {
        const QKeySequence first
            = keys->keySequence().isEmpty() ? QKeySequence() : QKeySequence(keys->keySequence()[0]);
        if (first.toString(QKeySequence::PortableText) != m_access.value(key))
            set(key, first.toString(QKeySequence::PortableText), row);
    });
}

void SettingForm::set(const QString &key, const QString &value, SettingRow &row)
{
    if (m_isLoading)
        return;
    const QString refusal = m_access.set(key, value);
    if (!refusal.isEmpty())
        return refuse(refusal, row);
    row.showProblem({});
}

void SettingForm::refuse(const QString &sentence, SettingRow &row)
{
    row.showProblem(sentence);
    reload();
    Q_EMIT revealed(&row);
}

} // namespace carillon
