#pragma once

#include <QObject>
#include <memory>

namespace carillon {

/// Whether the X server has a system tray (the freedesktop "XEmbed" one), told as it changes. On a connection
/// of its own: that of the windows belongs to Qt. GUI thread.
class XembedTray final : public QObject
{
    Q_OBJECT
public:
    explicit XembedTray(QObject *parent = nullptr);
    ~XembedTray() override;
    bool isThere() const;

Q_SIGNALS:
    void changed();

private:
    void look();
    void readEvents();
    bool takeNews();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
