#include "PlainText.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>

namespace carillon {
namespace {

struct Letters {
    bool fromLeft = false;
    bool fromRight = false;
};

Letters lettersOf(const QString &text)
{
    Letters found;
    for (const char32_t c : text.toUcs4()) {
        switch (QChar::direction(c)) {
        case QChar::DirL: found.fromLeft = true; break;
        case QChar::DirR:
        case QChar::DirAL: found.fromRight = true; break;
        default: break;
        }
    }
    return found;
}

} // namespace

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

// The first strong letter decides within an isolate (UAX #9), and where there is none it runs from the left:
// as numbers and addresses do.
QString isolated(const QString &text)
{
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    const bool mixes = QGuiApplication::layoutDirection() == Qt::RightToLeft || lettersOf(text).fromRight;
    return mixes && !text.isEmpty() ? firstStrongIsolate + text + popIsolate : text;
}

Qt::LayoutDirection lineDirection(const QString &text, Qt::LayoutDirection layout)
{
    const Letters letters = lettersOf(text);
    const bool fromRight
        = layout == Qt::RightToLeft ? letters.fromRight : letters.fromRight && !letters.fromLeft;
    return fromRight ? Qt::RightToLeft : Qt::LeftToRight;
}

void drawTextLine(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text,
    Qt::LayoutDirection layout)
{
    const Qt::LayoutDirection before = painter.layoutDirection();
    painter.setLayoutDirection(lineDirection(text, layout)); // how QPainter writes a paragraph
    painter.drawText(rect, int(QStyle::visualAlignment(layout, alignment)) | Qt::TextSingleLine, text);
    painter.setLayoutDirection(before);
}

} // namespace carillon
