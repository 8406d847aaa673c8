#pragma once

#include <QObject>
#include <memory>

namespace carillon {

/// What was copied on an X display, asked without waiting for the program that owns it: Qt waits up to five
/// seconds for one that hangs. On a connection of its own; nothing is read before it is asked for. GUI
/// thread.
class X11Clipboard final : public QObject
{
    Q_OBJECT
public:
    /// More is no text for us, and is not read.
    static constexpr int longestBytes = 1024;
    explicit X11Clipboard(QObject *parent = nullptr);
    ~X11Clipboard() override;
    /// Whether there is a display, and this program can ask it.
    bool isThere() const;
    /// told() follows, or nothing where the owner does not answer. A new question makes an old one void.
    void ask();

Q_SIGNALS:
    void told(const QString &text); ///< empty: nothing, no text, or too much of it

private:
    void readEvents();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
