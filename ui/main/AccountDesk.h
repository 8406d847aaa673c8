#pragma once

#include "AccountPresentation.h"

#include <QObject>

namespace carillon {

class Clock;
class MainWindow;
class Phone;

/// Binds the accounts of the phone to the screens that show and change them.
class AccountDesk final : public QObject
{
    Q_OBJECT
public:
    AccountDesk(Phone &phone, Clock &clock, MainWindow &window, QObject *parent = nullptr);
    StatusPresentation status() const;

Q_SIGNALS:
    void statusChanged();

private:
    void wireFirstStart();
    void wireAccounts();
    void refresh();
    void accountAdded();
    void askForPassword(const Account &account, const QString &why);
    void continueFirstStart(const AccountSettings &settings, const QString &password);
    QList<AccountSummary> summaries() const;

    Phone &m_phone;
    Clock &m_clock;
    MainWindow &m_window;
    QString m_firstId;             ///< the account that the first start made; empty when there is none
    bool m_firstIsRefused = false; ///< what was typed last for it
    bool m_adding = false;         ///< inside a call of ours that adds an account
};

} // namespace carillon
