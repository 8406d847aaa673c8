#include "LampPresentation.h"

#include "AccountPresentation.h"
#include "PlainText.h"
#include "Theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace carillon {
namespace {

QString text(const char *source, const char *comment = nullptr)
{
    return QCoreApplication::translate("LampPresentation", source, comment);
}

} // namespace

QString lampWords(Lamp lamp, const QString &party)
{
    switch (lamp) { // no default: a new lamp must break this build
    case Lamp::Unknown: return {};
    case Lamp::Idle: return text("free", "whether somebody can be called");
    case Lamp::Ringing:
        return party.isEmpty() ? text("ringing", "whether somebody can be called")
                               : text("called by %1", "whether somebody can be called").arg(party);
    case Lamp::Busy:
        return party.isEmpty() ? text("busy", "whether somebody can be called")
                               : text("talking to %1", "whether somebody can be called").arg(party);
    }
    Q_UNREACHABLE();
}

QString withLamp(const QString &sentence, Lamp lamp, const QString &party)
{
    const QString words = lampWords(lamp, party);
    return words.isEmpty()
        ? sentence
        : text("%1, %2", "a sentence, whether somebody can be called").arg(sentence, words);
}

FavouritePresentation presentFavourite(const FavouriteState &state)
{
    const QString name = isolated(state.favourite.name);
    if (state.lamp != Lamp::Ringing)
        return {state.favourite.id, state.favourite.name, state.lamp,
            withLamp(text("Call %1").arg(name), state.lamp, state.party)};
    const QString sentence = text("Pick up the call for %1").arg(name);
    return {state.favourite.id, state.favourite.name, state.lamp,
        state.party.isEmpty() ? sentence : withLamp(sentence, state.lamp, state.party)};
}

std::optional<FavouriteState> favouriteAt(const QList<FavouriteState> &favourites, const QString &uri)
{
    const QString address = shortAddress(uri);
    if (address.isEmpty())
        return std::nullopt;
    for (const FavouriteState &state : favourites)
        if (shortAddress(state.address) == address)
            return state;
    return std::nullopt;
}

void paintLamp(QPainter &painter, const QRectF &rect, Lamp lamp, const QPalette &palette)
{
    const ThemeColors &c = Theme::colors(palette);
    const QRectF dot = rect.adjusted(0.75, 0.75, -0.75, -0.75);
    QColor color = c.secondText;
    switch (lamp) { // no default: a new lamp must break this build
    case Lamp::Unknown: break;
    case Lamp::Idle: color = c.good; break;
    case Lamp::Ringing: color = c.attention; break;
    case Lamp::Busy: color = c.danger; break;
    }
    painter.save();
    painter.setPen(QPen(color, 1.5));
    if (lamp == Lamp::Unknown) {
        painter.drawLine(
            QPointF(dot.left() + 1, dot.center().y()), QPointF(dot.right() - 1, dot.center().y()));
    } else {
        painter.setBrush(lamp == Lamp::Busy ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot);
    }
    if (lamp == Lamp::Ringing) {
        painter.setBrush(color);
        painter.drawPie(dot, 90 * 16, 180 * 16);
    }
    painter.restore();
}

} // namespace carillon
