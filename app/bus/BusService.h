#pragma once

#include "Activation.h"
#include "BusGate.h"
#include "BusMethods.h"
#include "CommandTable.h"

#include <QThread>
#include <map>
#include <memory>

namespace carillon {

class BusLink;
class Phone;

/// The phone on the session bus, at /org/carillon/Carillon: org.freedesktop.Application, by which the desktop
/// starts and raises it, and org.carillon.Carillon1 with the verbs of `ctl`, methods for what is done most,
/// and signals. There as soon as the bus is, also when it returns. Core thread.
class BusService final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr std::size_t Running = 16; ///< commands that are not answered yet
        static constexpr qsizetype Links = 8;      ///< opened by one call
    };
    BusService(Phone &phone, CommandTable &commands, BusLink &link, QString name);
    ~BusService() override;
    /// A link, the window, its field for a number, or the window of the call that begins is wanted.
    std::function<PhoneResult<>(const Activation &wish)> activated;
    /// Ends the call that a person would mean.
    std::function<PhoneResult<>()> hangUp;
    /// From now on everybody is told that we are about to end.
    void setQuitting() { m_isQuitting = true; }

private:
    struct Job {
        BusRequest request;
        const BusMethod *method = nullptr; ///< null: one of org.freedesktop.Application, which has no answer
        QList<Command> commands;
        std::unique_ptr<QObject> running;
    };
    void appear();
    void disappear();
    void take(const BusRequest &request);
    void begin(const BusRequest &request, const BusMethod *method, const QList<Command> &commands);
    void step(quint64 id);
    void stepped(quint64 id, const CommandResult &result);
    void takeApplication(const BusRequest &request);
    PhoneResult<> act(const BusRequest &request, const QString &token);
    void takeProperties(const BusRequest &request);
    QVariant property(const QString &name) const;
    void tell(const QJsonObject &event);
    void signal(const char *name, const QVariantList &arguments);
    void propertyChanged(const QString &name);

    Phone &m_phone;
    CommandTable &m_commands;
    BusLink &m_link;
    QString m_name;
    bool m_isQuitting = false;
    std::map<quint64, Job> m_jobs;
    quint64 m_lastJob = 0;
    QMetaObject::Connection m_events;
    std::unique_ptr<BusGate> m_gate; ///< lives on m_thread
    QThread m_thread;
};

} // namespace carillon
