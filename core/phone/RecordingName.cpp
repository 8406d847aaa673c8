#include "RecordingName.h"

namespace carillon {

namespace {

bool isAllowed(char32_t character)
{
    return QChar::isLetterOrNumber(character)
        || (character < 128 && QLatin1StringView("+-_.@").contains(QLatin1Char(char(character))));
}

QString clean(const QString &party)
{
    QString result;
    qsizetype bytes = 0;
    for (const char32_t character : party.toUcs4()) {
        const QString piece = isAllowed(character) ? QString::fromUcs4(&character, 1) : QStringLiteral("_");
        bytes += piece.toUtf8().size();
        if (bytes > RecordingName::MaxPartyBytes)
            break;
        if (!result.isEmpty() || piece != QLatin1String("."))
            result += piece;
    }
    return result.isEmpty() ? QStringLiteral("unknown") : result;
}

QString prefix(const QDateTime &when, RecordingName::Direction direction)
{
    return when.toString(QStringLiteral("yyyy-MM-dd_HH-mm-ss"))
        + (direction == RecordingName::Direction::Incoming ? QStringLiteral("_in_")
                                                           : QStringLiteral("_out_"));
}

} // namespace

QString RecordingName::of(const QDateTime &when, Direction direction, const QString &party)
{
    return prefix(when, direction) + clean(party);
}

QString RecordingName::ofConference(const QDateTime &when, Direction direction)
{
    return prefix(when, direction) + QStringLiteral("conference");
}

QString RecordingName::partyOf(const QString &uri)
{
    const QString address = uri.mid(uri.indexOf(QLatin1Char(':')) + 1);
    const QString user = address.left(address.indexOf(QLatin1Char('@')));
    return user.isEmpty() ? address : user;
}

} // namespace carillon
