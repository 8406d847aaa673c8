#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace carillon {

/// The colours of one appearance; the only place with literal colours is Theme.cpp.
struct ThemeColors {
    QColor window;
    QColor card;
    QColor text;
    QColor secondText;
    QColor accent;
    QColor onAccent;
    QColor good; ///< answer, speaking
    QColor onGood;
    QColor danger; ///< hang up, failed
    QColor onDanger;
    QColor attention;
    QColor border;
    QColor hover; ///< behind what the pointer is over
    QColor pressed;
};

/// What a text or an icon means. Never the only carrier of that meaning.
enum class Tone { Text, Second, Accent, Good, Danger, Attention };

/// The four sizes of type.
enum class TypeStep { Hint, Text, Name, Large };

/// Light, dark or high contrast for the whole program: sets the application's palette and style sheet,
/// follows the system live.
class Theme final : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };
    enum class Kind { Light, Dark, HighContrastLight, HighContrastDark };
    /// What the desktop asks for besides its palette, as not every platform paints one for it.
    struct Wish {
        enum class Scheme { Unknown, Light, Dark } scheme = Scheme::Unknown;
        bool highContrast = false;
        friend bool operator==(const Wish &, const Wish &) = default;
    };
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    Kind kind() const { return m_kind; }
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    void setWish(const Wish &wish);

    static const ThemeColors &colors(Kind kind);
    /// The colours that belong to a palette which Theme made; for a strange one those of the same lightness.
    static const ThemeColors &colors(const QPalette &palette);
    /// What the system asks for, judged by the lightness and the contrast of its palette.
    static Kind kindOf(const QPalette &systemPalette);
    static Kind resolve(Choice choice, Kind system);
    /// @p system where it is wished otherwise; contrast that the palette has is never taken away.
    static Kind asWished(Kind system, const Wish &wish);
    static QPalette palette(Kind kind);
    static QString styleSheet(Kind kind, Qt::LayoutDirection layout = Qt::LeftToRight);
    static QColor toneColor(const ThemeColors &colors, Tone tone);
    /// WCAG 2 contrast ratio, 1..21.
    static double contrast(const QColor &one, const QColor &other);
    static Choice choiceFromName(const QString &name); ///< the words of the setting "theme"

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void kindChanged(carillon::Theme::Kind kind);

private:
    void readSystem();
    void apply();

    QApplication &m_application;
    Choice m_choice = Choice::System;
    Kind m_system = Kind::Light; ///< by the palette alone
    Wish m_wish;
    Kind m_kind = Kind::Light;
    bool m_applying = false; // our own palette change is not news of the system
};

/// @p base in one of the four sizes.
QFont scaledFont(const QFont &base, TypeStep step);
/// @p share (0..1) of @p over laid on @p under.
QColor blended(const QColor &under, const QColor &over, double share);

} // namespace carillon
