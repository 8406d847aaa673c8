#include "Icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

static void initialiseResources()
{
    Q_INIT_RESOURCE(carillon); // not inside a namespace
}

namespace carillon {
namespace {

QLatin1String fileName(Icon icon)
{
    switch (icon) {
    case Icon::Add: return QLatin1String("add");
    case Icon::Back: return QLatin1String("back");
    case Icon::Bell: return QLatin1String("bell");
    case Icon::Check: return QLatin1String("check");
    case Icon::Close: return QLatin1String("close");
    case Icon::Collapse: return QLatin1String("collapse");
    case Icon::Expand: return QLatin1String("expand");
    case Icon::Failed: return QLatin1String("failed");
    case Icon::Folder: return QLatin1String("folder");
    case Icon::HandOver: return QLatin1String("hand-over");
    case Icon::HangUp: return QLatin1String("hang-up");
    case Icon::Hold: return QLatin1String("hold");
    case Icon::Incoming: return QLatin1String("incoming");
    case Icon::Keypad: return QLatin1String("keypad");
    case Icon::Link: return QLatin1String("link");
    case Icon::Lock: return QLatin1String("lock");
    case Icon::LockOpen: return QLatin1String("lock-open");
    case Icon::Loudspeaker: return QLatin1String("loudspeaker");
    case Icon::Menu: return QLatin1String("menu");
    case Icon::Microphone: return QLatin1String("microphone");
    case Icon::MicrophoneOff: return QLatin1String("microphone-off");
    case Icon::Missed: return QLatin1String("missed");
    case Icon::More: return QLatin1String("more");
    case Icon::Outgoing: return QLatin1String("outgoing");
    case Icon::Pending: return QLatin1String("pending");
    case Icon::Person: return QLatin1String("person");
    case Icon::Phone: return QLatin1String("phone");
    case Icon::Record: return QLatin1String("record");
    case Icon::Remove: return QLatin1String("remove");
    case Icon::Resume: return QLatin1String("resume");
    case Icon::Search: return QLatin1String("search");
    case Icon::Settings: return QLatin1String("settings");
    case Icon::Show: return QLatin1String("show");
    case Icon::Silence: return QLatin1String("silence");
    case Icon::Star: return QLatin1String("star");
    case Icon::StarFull: return QLatin1String("star-full");
    case Icon::Stop: return QLatin1String("stop");
    case Icon::Undo: return QLatin1String("undo");
    case Icon::Warning: return QLatin1String("warning");
    case Icon::Working: return QLatin1String("working");
    }
    Q_UNREACHABLE();
}

QByteArray svgOf(QLatin1String name)
{
    initialiseResources();
    QFile file(QStringLiteral(":/carillon/icons/%1.svg").arg(name));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Icons", name.data());
    return opened ? file.readAll() : QByteArray();
}

/// It points to where one came from or goes to. What plays and what sounds points as everywhere.
bool pointsAlongTheLine(Icon icon)
{
    switch (icon) {
    case Icon::Back:
    case Icon::HandOver:
    case Icon::Incoming:
    case Icon::Missed:
    case Icon::Outgoing:
    case Icon::Show:
    case Icon::Undo: return true;
    default: return false;
    }
}

enum class Turn { None, Mirrored };

QPixmap render(QByteArray svg, QSize size, double scale, const QColor &color, Turn turn = Turn::None)
{
    svg.replace("currentColor", color.name().toLatin1());
    QPixmap pixmap(size * scale);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    if (turn == Turn::Mirrored) {
        painter.translate(pixmap.width(), 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, QRectF(QPointF(), QSizeF(pixmap.size())));
    painter.end();
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(Icon icon, Tone tone)
        : m_icon(icon)
        , m_tone(tone)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Tone tone = mode == QIcon::Disabled ? Tone::Second : m_tone;
        paintIcon(*painter, rect, m_icon, Theme::toneColor(Theme::colors(QGuiApplication::palette()), tone));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }
    QIconEngine *clone() const override { return new ThemedIconEngine(*this); }

private:
    Icon m_icon;
    Tone m_tone;
};

/// File and colour of the tile: as on a light window, white is drawn on it.
std::pair<QLatin1String, QColor> drawingOf(Tile tile)
{
    const ThemeColors &colors = Theme::colors(Theme::Kind::Light);
    switch (tile) { // no default: a new tile must break this build
    case Tile::Application: return {QLatin1String("carillon"), colors.accent};
    case Tile::TrayOffline: return {QLatin1String("tray-offline"), colors.secondText};
    case Tile::TrayQuiet: return {QLatin1String("tray-quiet"), colors.danger};
    case Tile::TrayRinging: return {QLatin1String("tray-ringing"), colors.good};
    case Tile::TrayInCall: return {QLatin1String("tray-in-call"), colors.good};
    case Tile::TrayMuted: return {QLatin1String("tray-muted"), colors.attention};
    }
    Q_UNREACHABLE();
}

void paintBadge(QPainter &painter, int side, int badge)
{
    const ThemeColors &colors = Theme::colors(Theme::Kind::Light); // on the accent of the icon in every theme
    const QString text = badge > 9 ? QStringLiteral("9+") : QString::number(badge);
    const QRectF circle(side * 0.42, side * 0.42, side * 0.58, side * 0.58);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.onDanger, side * 0.05)); // apart from a tile of its colour
    painter.setBrush(colors.danger);
    painter.drawEllipse(circle);
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::max(6, int(side * (text.size() > 1 ? 0.34 : 0.44))));
    painter.setFont(font);
    painter.setPen(colors.onDanger);
    painter.drawText(circle, Qt::AlignCenter, text);
}

} // namespace

void paintIcon(QPainter &painter, const QRect &rect, Icon icon, const QColor &color)
{
    paintIcon(painter, rect, icon, color, QGuiApplication::layoutDirection());
}

void paintIcon(
    QPainter &painter, const QRect &rect, Icon icon, const QColor &color, Qt::LayoutDirection layout)
{
    const bool isMirrored = layout == Qt::RightToLeft && pointsAlongTheLine(icon);
    const double scale = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const QLatin1String name = fileName(icon);
    const QString key = QStringLiteral("carillon:%1%2:%3x%4:%5:%6")
                            .arg(name, isMirrored ? QLatin1String("-mirrored") : QLatin1String())
                            .arg(rect.width())
                            .arg(rect.height())
                            .arg(scale)
                            .arg(color.name());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(svgOf(name), rect.size(), scale, color, isMirrored ? Turn::Mirrored : Turn::None);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(rect, pixmap);
}

QIcon themedIcon(Icon icon, Tone tone)
{
    return QIcon(new ThemedIconEngine(icon, tone)); // QIcon owns its engine
}

QIcon tileIcon(Tile tile, int badge)
{
    const auto [name, color] = drawingOf(tile);
    const QByteArray svg = svgOf(name);
    QIcon icon;
    for (const int side : {16, 22, 24, 32, 48, 64, 128}) {
        QPixmap pixmap = render(svg, QSize(side, side), 1.0, color);
        if (badge > 0) {
            QPainter painter(&pixmap);
            paintBadge(painter, side, badge);
        }
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon applicationIcon()
{
    return tileIcon(Tile::Application);
}

} // namespace carillon
