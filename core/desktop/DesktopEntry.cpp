#include "DesktopEntry.h"

#include <QList>

namespace carillon {
namespace {

const auto groupName = QStringLiteral("[Desktop Entry]");

QString unescaped(const QString &value)
{
    QString text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] != QLatin1Char('\\') || i + 1 == value.size()) {
            text += value[i];
            continue;
        }
        switch (value[++i].unicode()) {
        case 's': text += QLatin1Char(' '); break;
        case 'n': text += QLatin1Char('\n'); break;
        case 't': text += QLatin1Char('\t'); break;
        case 'r': text += QLatin1Char('\r'); break;
        case '\\': text += QLatin1Char('\\'); break;
        default: text += QLatin1Char('\\') + value[i]; break;
        }
    }
    return text;
}

QString escaped(QString text)
{
    return text.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('\n'), QLatin1String("\\n"))
        .replace(QLatin1Char('\t'), QLatin1String("\\t"))
        .replace(QLatin1Char('\r'), QLatin1String("\\r"));
}

bool shareAny(const QStringList &some, const QStringList &others)
{
    return std::any_of(some.begin(), some.end(), [&](const QString &one) { return others.contains(one); });
}

} // namespace

DesktopEntry DesktopEntry::parse(const QByteArray &text)
{
    DesktopEntry entry;
    bool isOurs = false;
    const QStringList lines = QString::fromUtf8(text).split(QLatin1Char('\n'));
    for (const QString &untrimmed : lines) {
        const QString line = untrimmed.trimmed();
        if (line.startsWith(QLatin1Char('[')))
            isOurs = line == groupName;
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (!isOurs || equals <= 0 || line.startsWith(QLatin1Char('#')))
            continue;
        const QString key = line.left(equals).trimmed();
        if (!key.contains(QLatin1Char('[')))
            entry.values.insert(key, unescaped(line.mid(equals + 1).trimmed()));
    }
    return entry;
}

QByteArray DesktopEntry::toBytes() const
{
    QString text = groupName + QLatin1Char('\n');
    for (auto it = values.begin(); it != values.end(); ++it)
        text += it.key() + QLatin1Char('=') + escaped(it.value()) + QLatin1Char('\n');
    return text.toUtf8();
}

bool DesktopEntry::isTrue(const QString &key) const
{
    return values.value(key) == QLatin1String("true");
}

QStringList DesktopEntry::list(const QString &key) const
{
    return values.value(key).split(QLatin1Char(';'), Qt::SkipEmptyParts);
}

bool DesktopEntry::startsIn(const QStringList &current) const
{
    if (values.value(QStringLiteral("Exec")).isEmpty() || isTrue(QStringLiteral("Hidden"))
        || values.value(QStringLiteral("X-GNOME-Autostart-enabled")) == QLatin1String("false"))
        return false;
    const QString only = QStringLiteral("OnlyShowIn");
    return (!values.contains(only) || shareAny(list(only), current))
        && !shareAny(list(QStringLiteral("NotShowIn")), current);
}

// Quotes carry every character; inside of them four need a backslash. A percent sign would be a field code.
std::optional<QString> DesktopEntry::execWord(const QString &word)
{
    static const QString reserved = QStringLiteral(" \t\"'\\><~|&;$*?#()`");
    const bool isControlled = std::any_of(
        word.begin(), word.end(), [](QChar c) { return c < QLatin1Char(' ') && c != QLatin1Char('\t'); });
    if (word.isEmpty() || isControlled)
        return std::nullopt;
    QString quoted;
    bool needsQuotes = false;
    for (const QChar c : word) {
        needsQuotes |= reserved.contains(c);
        if (QStringLiteral("\"`$\\").contains(c))
            quoted += QLatin1Char('\\');
        quoted += c;
        if (c == QLatin1Char('%'))
            quoted += c;
    }
    return needsQuotes ? QLatin1Char('"') + quoted + QLatin1Char('"') : quoted;
}

} // namespace carillon
