#pragma once

#include <QObject>
#include <QString>

namespace carillon {

/// The phone's port to the embedded exchange. Core thread.
class TryOut : public QObject
{
    Q_OBJECT
public:
    struct Subscriber {
        QString aor; ///< "sip:me@127.0.0.1:PORT"
        QString authUser;
        QString password;
        QString server; ///< "sip:127.0.0.1:PORT"
    };
    using QObject::QObject;
    /// started() or failed() follows.
    virtual void start() = 0;
    virtual void stop() = 0;
    virtual Subscriber subscriber() const = 0; ///< valid after started()

Q_SIGNALS:
    void started();
    void failed(const QString &sentence);
};

} // namespace carillon
