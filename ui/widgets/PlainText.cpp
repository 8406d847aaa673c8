#include "PlainText.h"

#include <QTextDocument>

namespace carillon {

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

QString withoutMnemonic(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString plainWindowTitle(QString text)
{
    return text.replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
}

QString plainNotification(const QString &text)
{
    return text.toHtmlEscaped();
}

} // namespace carillon
