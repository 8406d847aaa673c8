#pragma once

#include "HookCommand.h"

#include <QHash>
#include <QObject>

namespace carillon {

class Call;
class Phone;
struct CallState;

/// Runs the user's program (setting hookCommand) when a call comes in, goes out, is answered, held, resumed
/// or ends. Core thread.
class CallHooks final : public QObject
{
    Q_OBJECT
public:
    explicit CallHooks(Phone &phone, QObject *parent = nullptr);

private:
    enum class Stage { Ringing, Talking, Held, Ended };
    void added(const Call *call);
    void changed(const Call *call);
    void applySetting();
    void run(const char *event, const CallState &state);

    Phone &m_phone;
    HookCommand m_hook;
    QHash<QString, Stage> m_stages;
};

} // namespace carillon
