#include "SettingRow.h"

#include "Announcement.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QRegularExpression>
#include <QVBoxLayout>

namespace carillon {

SettingRow::SettingRow(const QString &words, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
    , m_problem(new TextLabel(this))
{
    m_problem->setTone(Tone::Danger);
    m_problem->hide();
    m_column->setSpacing(metrics::gapTiny);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(metrics::gapTiny);
    whole->addLayout(m_column);
    whole->addWidget(m_problem);
    addWords(words);
}

void SettingRow::addWords(const QString &words)
{
    m_words += folded(words).join(QLatin1Char(' ')) + QLatin1Char(' ');
}

bool SettingRow::fits(const QStringList &words) const
{
    return std::all_of(
        words.begin(), words.end(), [this](const QString &word) { return m_words.contains(word); });
}

void SettingRow::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_problem->setAccessibleName(sentence);
    announce(*m_problem, sentence);
}

QStringList SettingRow::folded(const QString &text)
{
    static const QRegularExpression marks(QStringLiteral("[\\p{Mn}&]"));
    static const QRegularExpression gaps(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QString plain = text.normalized(QString::NormalizationForm_KD);
    plain.remove(marks);
    return plain.toCaseFolded().split(gaps, Qt::SkipEmptyParts);
}

} // namespace carillon
