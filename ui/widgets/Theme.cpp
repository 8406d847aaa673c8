#include "Theme.h"

#include <QApplication>
#include <QEvent>
#include <cmath>
#include <utility>

namespace carillon {
namespace {

ThemeColors makeLight()
{
    return {.window = QColor(0xF6F6F7),
        .card = QColor(Qt::white),
        .text = QColor(0x1C1C1E),
        .secondText = QColor(0x63646A),
        .accent = QColor(0x2864E0),
        .onAccent = QColor(Qt::white),
        .good = QColor(0x147E45),
        .onGood = QColor(Qt::white),
        .danger = QColor(0xCC3333),
        .onDanger = QColor(Qt::white),
        .attention = QColor(0x8A5F00),
        .border = QColor(0xD9DADF),
        .hover = QColor(0xEDEEF1),
        .pressed = QColor(0xE2E4E9)};
}

ThemeColors makeDark()
{
    return {.window = QColor(0x1B1C1F),
        .card = QColor(0x26282C),
        .text = QColor(0xF1F1F3),
        .secondText = QColor(0xA5A7AD),
        .accent = QColor(0x7AA5FF),
        .onAccent = QColor(0x10131A),
        .good = QColor(0x3CC77F),
        .onGood = QColor(0x08170F),
        .danger = QColor(0xF06A6A),
        .onDanger = QColor(0x1E0A0A),
        .attention = QColor(0xE0B050),
        .border = QColor(0x3B3E45),
        .hover = QColor(0x2F3237),
        .pressed = QColor(0x3A3D44)};
}

ThemeColors makeHighContrastLight()
{
    return {.window = QColor(Qt::white),
        .card = QColor(Qt::white),
        .text = QColor(Qt::black),
        .secondText = QColor(0x2A2A2A),
        .accent = QColor(0x0A3FA8),
        .onAccent = QColor(Qt::white),
        .good = QColor(0x0B5A2E),
        .onGood = QColor(Qt::white),
        .danger = QColor(0x9B1212),
        .onDanger = QColor(Qt::white),
        .attention = QColor(0x5E4100),
        .border = QColor(Qt::black),
        .hover = QColor(0xE4E4E4),
        .pressed = QColor(0xD0D0D0)};
}

ThemeColors makeHighContrastDark()
{
    return {.window = QColor(Qt::black),
        .card = QColor(Qt::black),
        .text = QColor(Qt::white),
        .secondText = QColor(0xDADADA),
        .accent = QColor(0x9CC0FF),
        .onAccent = QColor(Qt::black),
        .good = QColor(0x6BE8A4),
        .onGood = QColor(Qt::black),
        .danger = QColor(0xFF9E9E),
        .onDanger = QColor(Qt::black),
        .attention = QColor(0xFFD479),
        .border = QColor(Qt::white),
        .hover = QColor(0x262626),
        .pressed = QColor(0x3A3A3A)};
}

double luminance(const QColor &color)
{
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF());
}

// Black on white and nothing between: only palettes made for contrast do that.
constexpr double highContrastRatio = 20.5;

constexpr char sheet[] = R"(
QLineEdit { background: @card; color: @text; border: 1px solid @border; border-radius: 8px; padding: 0 8px;
    min-height: 32px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus { border: 2px solid @accent; padding: 0 7px; min-height: 30px; }
QPlainTextEdit { background: @card; color: @text; border: 1px solid @border; border-radius: 8px; padding: 2px 4px; }
QPlainTextEdit:focus { border: 2px solid @accent; padding: 1px 3px; }
QLineEdit:disabled { color: @second; background: @window; }
QPushButton { outline: none; background: @card; color: @text; border: 1px solid @border; border-radius: 8px; padding: 0 14px;
    min-height: 32px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @pressed; }
QPushButton:disabled { color: @second; background: @window; }
QPushButton:focus { border: 2px solid @accent; padding: 0 13px; min-height: 30px; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @pressed; color: @second; border-color: @border; }
QPushButton[role="danger"] { color: @danger; }
QPushButton[role="link"] { background: transparent; border: 2px solid transparent; color: @accent; padding: @link;
    min-height: 30px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid @accent; padding: @link; }
QFrame[role="card"] { background: @card; border: 1px solid @border; border-radius: 10px; }
QFrame[role="rule"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QAbstractItemView { background: @window; color: @text; border: none; outline: none; }
QListWidget::item { border-radius: 6px; padding: 0 3px; }
QListWidget::item:selected { background: @pressed; color: @text; }
QListWidget:focus { border: 2px solid @accent; border-radius: 8px; }
QCheckBox { border: 2px solid transparent; border-radius: 6px; padding: 4px; }
QCheckBox:focus { border-color: @accent; }
QCheckBox::indicator, QListWidget::indicator { width: 16px; height: 16px; border: 1px solid @second; border-radius: 4px;
    background: @card; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { background: @accent; border-color: @accent;
    image: url(:/carillon/icons/@check.svg); }
QSlider { border: 2px solid transparent; border-radius: 8px; min-height: 28px; padding: 0 2px; }
QSlider:focus { border-color: @accent; }
QSlider::groove:horizontal { background: @border; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; border: 2px solid @card; border-radius: 9px; width: 14px; height: 14px;
    margin: -7px 0; }
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: @second; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @border; }
QComboBox QAbstractItemView::item:disabled { color: @second; }
QMenu { background: @card; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: @entry; border-radius: 6px; }
QMenu::icon { padding-@begin: 8px; }
QMenu::item:selected { background: @hover; color: @text; }
QMenu::item:disabled { color: @second; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @border; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @second; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @card; color: @text; border: 1px solid @border; padding: 4px; }
)";

} // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_system(kindOf(QApplication::palette()))
{
    m_kind = resolve(m_choice, m_system);
    apply();
    m_application.installEventFilter(this);
}

void Theme::setChoice(Choice choice)
{
    m_choice = choice;
    readSystem();
}

void Theme::setWish(const Wish &wish)
{
    if (std::exchange(m_wish, wish) != wish)
        readSystem();
}

const ThemeColors &Theme::colors(Kind kind)
{
    static const ThemeColors light = makeLight();
    static const ThemeColors dark = makeDark();
    static const ThemeColors contrastLight = makeHighContrastLight();
    static const ThemeColors contrastDark = makeHighContrastDark();
    switch (kind) {
    case Kind::Light: return light;
    case Kind::Dark: return dark;
    case Kind::HighContrastLight: return contrastLight;
    case Kind::HighContrastDark: return contrastDark;
    }
    Q_UNREACHABLE();
}

const ThemeColors &Theme::colors(const QPalette &palette)
{
    return colors(kindOf(palette));
}

Theme::Kind Theme::kindOf(const QPalette &systemPalette)
{
    const QColor window = systemPalette.color(QPalette::Active, QPalette::Window);
    const QColor text = systemPalette.color(QPalette::Active, QPalette::WindowText);
    const bool dark = luminance(window) < luminance(text);
    if (contrast(window, text) >= highContrastRatio)
        return dark ? Kind::HighContrastDark : Kind::HighContrastLight;
    return dark ? Kind::Dark : Kind::Light;
}

Theme::Kind Theme::resolve(Choice choice, Kind system)
{
    const bool highContrast = system == Kind::HighContrastLight || system == Kind::HighContrastDark;
    switch (choice) {
    case Choice::System: return system;
    case Choice::Light: return highContrast ? Kind::HighContrastLight : Kind::Light;
    case Choice::Dark: return highContrast ? Kind::HighContrastDark : Kind::Dark;
    }
    Q_UNREACHABLE();
}

Theme::Kind Theme::asWished(Kind system, const Wish &wish)
{
    const bool isDark = wish.scheme == Wish::Scheme::Unknown
        ? system == Kind::Dark || system == Kind::HighContrastDark
        : wish.scheme == Wish::Scheme::Dark;
    const bool highContrast
        = wish.highContrast || system == Kind::HighContrastLight || system == Kind::HighContrastDark;
    if (highContrast)
        return isDark ? Kind::HighContrastDark : Kind::HighContrastLight;
    return isDark ? Kind::Dark : Kind::Light;
}

QPalette Theme::palette(Kind kind)
{
    const ThemeColors &c = colors(kind);
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.card);
    p.setColor(QPalette::AlternateBase, c.hover);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.secondText);
    p.setColor(QPalette::Button, c.card);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::ToolTipBase, c.card);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Light, c.card);
    p.setColor(QPalette::Midlight, c.hover);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.border);
    p.setColor(QPalette::Shadow, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.secondText);
    return p;
}

QString Theme::styleSheet(Kind kind, Qt::LayoutDirection layout)
{
    const ThemeColors &c = colors(kind);
    QString text = QString::fromLatin1(sheet);
    const std::pair<const char *, QColor> names[] = {{"@onAccent", c.onAccent}, {"@accent", c.accent},
        {"@card", c.card}, {"@text", c.text}, {"@second", c.secondText}, {"@window", c.window},
        {"@border", c.border}, {"@hover", c.hover}, {"@pressed", c.pressed}, {"@danger", c.danger}};
    for (const auto &[name, color] : names)
        text.replace(QLatin1String(name), color.name());
    const bool rightToLeft = layout == Qt::RightToLeft; // which a style sheet knows nothing of
    const std::pair<const char *, const char *> sides[] = {{"@link", rightToLeft ? "0 0 0 6px" : "0 6px 0 0"},
        {"@entry", rightToLeft ? "7px 12px 7px 20px" : "7px 20px 7px 12px"},
        {"@begin", rightToLeft ? "right" : "left"}};
    for (const auto &[name, side] : sides)
        text.replace(QLatin1String(name), QLatin1String(side));
    const bool onDarkAccent = kind == Kind::Light || kind == Kind::HighContrastLight;
    text.replace(QLatin1String("@check"),
        onDarkAccent ? QLatin1String("checked-light") : QLatin1String("checked-dark"));
    return text;
}

QColor Theme::toneColor(const ThemeColors &colors, Tone tone)
{
    switch (tone) {
    case Tone::Text: return colors.text;
    case Tone::Second: return colors.secondText;
    case Tone::Accent: return colors.accent;
    case Tone::Good: return colors.good;
    case Tone::Danger: return colors.danger;
    case Tone::Attention: return colors.attention;
    }
    Q_UNREACHABLE();
}

double Theme::contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Theme::Choice Theme::choiceFromName(const QString &name)
{
    if (name == QLatin1String("light"))
        return Choice::Light;
    if (name == QLatin1String("dark"))
        return Choice::Dark;
    return Choice::System;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // ThemeChange comes to every window also when our own palette hides what changed;
    // ApplicationPaletteChange to the application when somebody sets a palette.
    const bool news = event->type() == QEvent::ThemeChange
        || (event->type() == QEvent::ApplicationPaletteChange && watched == &m_application);
    if (news && !m_applying)
        readSystem();
    else if (event->type() == QEvent::ApplicationLayoutDirectionChange && !m_applying)
        apply();
    return QObject::eventFilter(watched, event);
}

void Theme::readSystem()
{
    m_applying = true;
    const QPalette current = QApplication::palette();
    if (current.color(QPalette::Window) != colors(m_kind).window) {
        m_system = kindOf(current); // the system's palette came through
    } else {
        QApplication::setPalette(QPalette()); // only without ours can the system's be read
        const QPalette system = QApplication::palette();
        m_system = kindOf(system);
    }
    m_applying = false;
    const Kind kind = resolve(m_choice, asWished(m_system, m_wish));
    const bool changed = kind != m_kind;
    m_kind = kind;
    apply();
    if (changed)
        Q_EMIT kindChanged(m_kind);
}

void Theme::apply()
{
    m_applying = true;
    QApplication::setPalette(palette(m_kind));
    const QString text = styleSheet(m_kind, QGuiApplication::layoutDirection());
    if (m_application.styleSheet() != text)
        m_application.setStyleSheet(text);
    m_applying = false;
}

QFont scaledFont(const QFont &base, TypeStep step)
{
    double factor = 1.0;
    switch (step) {
    case TypeStep::Hint: factor = 0.85; break;
    case TypeStep::Text: factor = 1.0; break;
    case TypeStep::Name: factor = 1.25; break;
    case TypeStep::Large: factor = 1.7; break;
    }
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(int(std::lround(base.pixelSize() * factor)));
    return font;
}

QColor blended(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](float a, float b) { return float(double(a) * (1 - share) + double(b) * share); };
    return QColor::fromRgbF(
        mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()), mix(under.blueF(), over.blueF()));
}

} // namespace carillon
