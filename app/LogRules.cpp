#include "LogRules.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QStringList>
#include <array>
#include <cstdio>

namespace carillon {

namespace {

constexpr std::array levels{
    "debug", "info", "warning", "critical"}; // as QLoggingCategory calls them, the chattiest first

int levelOf(const QString &name)
{
    if (name == QLatin1String("warnings"))
        return 2;
    if (name == QLatin1String("errors"))
        return 3;
    for (size_t level = 0; level < levels.size(); ++level)
        if (name == QLatin1String(levels[level]))
            return int(level);
    return -1;
}

bool isCategory(const QString &name)
{
    static const QStringList known{QStringLiteral("net"), QStringLiteral("sip"), QStringLiteral("session"),
        QStringLiteral("media"), QStringLiteral("device"), QStringLiteral("store"), QStringLiteral("app")};
    return known.contains(name);
}

QString rulesFor(const QString &category, int level)
{
    QString rules;
    for (int each = 0; each < int(levels.size()); ++each)
        rules += QStringLiteral("carillon.%1.%2=%3\n")
                     .arg(category, QLatin1String(levels[size_t(each)]),
                         each >= level ? QLatin1String("true") : QLatin1String("false"));
    return rules;
}

const char *nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "error";
    case QtFatalMsg: return "fatal";
    }
    Q_UNREACHABLE();
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = QDateTime::currentDateTime().toString(QStringLiteral("hh:mm:ss.zzz")).toLatin1()
        + ' ' + nameOf(type) + ' ' + (context.category ? context.category : "default") + ": "
        + message.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

Result<QString, QString> logRules(const QString &text)
{
    QString rules;
    bool isFirst = true;
    for (const QString &part : text.split(QLatin1Char(','))) {
        const bool isNamed = part.contains(QLatin1Char('='));
        QString category = isNamed ? part.section(QLatin1Char('='), 0, 0) : QStringLiteral("*");
        if (category.startsWith(QLatin1String("carillon.")))
            category.remove(0, 9);
        const int level = levelOf(isNamed ? part.section(QLatin1Char('='), 1) : part);
        if (level < 0 || (isNamed && !isCategory(category)) || (!isNamed && !isFirst))
            return Failure<QString>(QStringLiteral(
                "--log is LEVEL or LEVEL,CATEGORY=LEVEL; levels: debug, info, warnings, errors."));
        rules += rulesFor(category, level);
        isFirst = false;
    }
    return rules;
}

void installLogHandler()
{
    qInstallMessageHandler(writeLine);
}

} // namespace carillon
