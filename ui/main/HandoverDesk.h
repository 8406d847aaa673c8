#pragma once

#include "Call.h"
#include "ConsultPresentation.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace carillon {

class Phone;

/// Carries out what windows ask for when a call is handed over, and knows which call was made to ask somebody
/// about which. Follows those: when the one who was asked goes, the first call is taken up again.
class HandoverDesk final : public QObject
{
    Q_OBJECT
public:
    explicit HandoverDesk(Phone &phone, QObject *parent = nullptr);
    /// What the settings say, and the phone of the other side of @p call.
    TransferOptions optionsFor(const CallState &call) const;
    PhoneResult<> carryOut(Call &call, const TransferRequest &request);
    PhoneResult<> consult(Call &first, ConsultAct act);
    /// Who is asked about @p first, apart from it; null: nobody.
    Call *askedFor(const CallState &first) const;
    /// Whose window @p second is shown in: it was made to ask about that call. Null: in its own.
    Call *hostOf(const CallState &second) const;
    /// Whom the buttons of the window of @p first mean.
    Call &activeOf(Call &first) const;
    /// Both halves, while somebody is asked about @p first.
    std::optional<ConsultPresentation> consultFor(const CallState &first) const;
    /// To be called when a call has changed.
    void follow();

Q_SIGNALS:
    /// Something good to know in the window of a call.
    void told(const QString &callId, const QString &sentence);
    /// The call that waited is gone: the other one has a window of its own from now on.
    void freed(const QString &callId, const QString &sentence);

private:
    PhoneResult<> ask(Call &call, const TransferRequest &request);
    void begin();
    void end(const QString &secondId);
    void takeUp(Call &first, const QString &sentence);
    void followConnects();
    void followMerges();
    CallState named(const Call &call) const;

    Phone &m_phone;
    QHash<QString, QString> m_asks;  ///< who is asked: about which call
    QHash<QString, QString> m_names; ///< of who is asked, as the person knows them
    QSet<QString> m_connecting;      ///< waited for an answer, and are being handed over
    QSet<QString> m_merging;         ///< who is asked, and comes into the call when up
};

} // namespace carillon
