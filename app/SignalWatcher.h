#pragma once

#include <QObject>
#include <memory>

class QSocketNotifier;

namespace carillon {

/// SIGTERM, SIGINT and SIGHUP as a Qt signal, by a pipe: the handler itself only writes a byte. One for each
/// process.
class SignalWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    /// A second SIGTERM or SIGINT, a second or more after the first, ends the process at once, without this.
    void endRequested();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace carillon
