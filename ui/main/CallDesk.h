#pragma once

#include "Call.h"
#include "CallPresentation.h"
#include "Clock.h"
#include "Suggestions.h"
#include "TransferPresentation.h"

#include <QObject>
#include <QPointer>
#include <map>
#include <memory>
#include <vector>

class QTimer;

namespace carillon {

class ActivationLeave;
class CallWindow;
class HandoverDesk;
class IncomingPopup;
class Phone;
class PopupStack;

/// Gives each call of the phone its popup and its window, and carries out what they ask for.
class CallDesk final : public QObject
{
    Q_OBJECT
public:
    CallDesk(Phone &phone, Clock &clock, ActivationLeave &leave, QObject *parent = nullptr);
    ~CallDesk() override;
    /// Not ended, oldest first.
    QList<CallState> liveCalls() const;
    /// Raises and activates the window of a call which the user asked for.
    void showWindow(const QString &id);
    void answer(const QString &id);
    void end(const QString &id); ///< declines what rings, hangs up what does not
    void answerOldest();         ///< of those that ring
    void declineOldest();
    void setMuted(const QString &id, bool muted);
    /// Something good to know in each call: a quiet line for some seconds.
    void tellNews(const QString &sentence);
    bool showAnyWindow(); ///< @returns whether there is one
    /// Shows the window of a call with the field for handing over.
    void startHandover(const QString &id);
    /// As if it had been clicked in the window of the call, which is shown: there it can be taken back.
    void handOver(const QString &id, const TransferRequest &request);
    TransferOptions optionsFor(const CallState &call) const;
    bool isSilenced(const QString &id) const;
    bool isSeen(const QString &id) const;                       ///< in a window that is open
    IncomingPresentation incoming(const CallState &call) const; ///< what its popup shows
    PopupStack &popups() const { return *m_stack; }
    Suggest suggest() const;
    QHash<QString, QString> domains() const; ///< that of each account

Q_SIGNALS:
    void callsChanged();
    void windowsChanged();               ///< which are open
    void devicesAsked();                 ///< a person has to choose one
    void selfTestAsked();                ///< the page that tries the sound out
    void windowMade(CallWindow *window); ///< not shown yet
    /// What could not be done where there is no window to say so.
    void refused(const QString &sentence);
    void stripAsked();
    void keysAsked();

private:
    struct Entry {
        QPointer<Call> call;
        std::unique_ptr<CallWindow> window;
        std::unique_ptr<IncomingPopup> popup;
        bool silenced = false;
        QString transferName;
    };
    void refresh();
    void refreshEntry(Entry &entry);
    void refreshPopup(Entry &entry, const CallState &state, const CallContext &context);
    void refreshWindow(Entry &entry, const CallState &state, const CallContext &context);
    void makeWindow(Entry &entry, const QString &id);
    void wireConference(CallWindow &window, const QString &id);
    void wireTransfers(CallWindow &window, Entry &entry, const QString &id);
    void wireReferral(CallWindow &window, const QString &id);
    void wireHandover();
    void carryOut(Entry &entry, const QString &id, const TransferRequest &request);
    CallWindow *windowOf(const QString &id) const; ///< the one in which the call is shown; null: none
    void makePopup(Entry &entry, const QString &id);
    void remove(const QString &id);
    void stackPopups();
    std::optional<QString> oldestRinging() const;
    void pollLevels();
    CallContext contextOf(const CallState &call, const Entry &entry) const;
    /// Runs @p action on the call of @p id and says in its window why it was refused.
    void act(const QString &id, const std::function<PhoneResult<>(Call &)> &action);
    /// The same on the one of its window whom we talk to.
    void actOnActive(const QString &id, const std::function<PhoneResult<>(Call &)> &action);
    /// Deletes what may be in the middle of a signal of its own.
    void retire(std::unique_ptr<QWidget> widget);

    Phone &m_phone;
    Clock &m_clock;
    ActivationLeave &m_leave;
    std::map<QString, Entry> m_entries;
    std::vector<std::unique_ptr<QWidget>> m_retired;
    PopupStack *m_stack;
    HandoverDesk *m_handover;
    QTimer *m_levels; // runs only while level bars are seen
};

} // namespace carillon
