#include "RemoteText.h"

#include <QChar>
#include <QList>
#include <algorithm>

namespace carillon {

namespace {

constexpr int MaxMarks = 3; ///< combining marks on one character

bool isInvisible(char32_t c)
{
    constexpr char32_t zeroWidthNonJoiner = 0x200c;
    constexpr char32_t zeroWidthJoiner = 0x200d;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned: return true;
    case QChar::Other_Format: return c != zeroWidthNonJoiner && c != zeroWidthJoiner;
    default: return false;
    }
}

bool isMark(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

} // namespace

QString remoteText(QStringView text, qsizetype maxCharacters)
{
    QString result;
    qsizetype characters = 0;
    int marks = 0;
    bool isSpaceDue = false;
    for (const char32_t c : text.left(maxCharacters * 16).toUcs4()) {
        // White space first: tabs and line ends are control characters too.
        if (QChar::isSpace(c)) {
            isSpaceDue = !result.isEmpty();
            continue;
        }
        if (isInvisible(c))
            continue;
        marks = isMark(c) ? marks + 1 : 0;
        if (marks > MaxMarks)
            continue;
        if (characters + (isSpaceDue ? 1 : 0) >= maxCharacters) {
            result.append(QChar(0x2026)); // the rest is left out
            break;
        }
        if (isSpaceDue)
            result.append(QLatin1Char(' '));
        characters += isSpaceDue ? 2 : 1;
        isSpaceDue = false;
        result.append(QStringView(QChar::fromUcs4(c)));
    }
    return result;
}

QString remoteText(QByteArrayView utf8, qsizetype maxCharacters)
{
    return remoteText(
        QString::fromUtf8(utf8.first(std::min(utf8.size(), maxCharacters * 64))), maxCharacters);
}

} // namespace carillon
