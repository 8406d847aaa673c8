#pragma once

#include "Favourites.h"

#include <optional>

class QPainter;
class QPalette;
class QRectF;

namespace carillon {

/// "ringing", "talking to Eve"; empty where nothing is known.
QString lampWords(Lamp lamp, const QString &party);
/// @p sentence with the words of a lamp: "Send Anna to Bob, free". As it is where nothing is known.
QString withLamp(const QString &sentence, Lamp lamp, const QString &party);

/// One favourite as a button of the main window. All texts are plain.
struct FavouritePresentation {
    QString id;
    QString name;
    Lamp lamp = Lamp::Unknown;
    QString sentence; ///< what a click does: "Call Bob, busy", "Pick up the call for Bob, called by Eve"
    /// A lamp that rings asks for it; else a click calls.
    bool isPickUp() const { return lamp == Lamp::Ringing; }
    friend bool operator==(const FavouritePresentation &, const FavouritePresentation &) = default;
};
FavouritePresentation presentFavourite(const FavouriteState &state);

/// The favourite that is called at @p uri; nothing when there is none.
std::optional<FavouriteState> favouriteAt(const QList<FavouriteState> &favourites, const QString &uri);

/// A dot of that diameter: full, half, a ring or a dash, so that the colour is never alone in saying it.
inline constexpr int lampDiameter = 9;
void paintLamp(QPainter &painter, const QRectF &rect, Lamp lamp, const QPalette &palette);

} // namespace carillon
