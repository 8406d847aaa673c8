#pragma once

#include "AccountPresentation.h"
#include "Page.h"

#include <QFrame>

class QPushButton;

namespace carillon {

class ElidedLabel;
class IconButton;
class IconLabel;
class TextLabel;

/// One account in the list: who, how it stands, what can be done.
class AccountCard final : public QFrame
{
    Q_OBJECT
public:
    explicit AccountCard(const AccountSummary &account, QWidget *parent = nullptr);
    void setAccount(const AccountSummary &account);
    QString id() const { return m_account.id; }

Q_SIGNALS:
    void editRequested(const QString &id);
    void removeRequested(const QString &id); ///< was asked twice
    void connectionRequested(const QString &id, bool registered);

private:
    void makeQuestion();
    void arrange();
    void askRemoval(bool asking);

    AccountSummary m_account;
    IconLabel *m_icon;
    ElidedLabel *m_title;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QPushButton *m_connection;
    QPushButton *m_details;
    IconButton *m_edit;
    IconButton *m_remove;
    QWidget *m_question;
    QPushButton *m_yes = nullptr;
    QPushButton *m_no = nullptr;
};

/// All accounts.
class AccountsPage final : public Page
{
    Q_OBJECT
public:
    explicit AccountsPage(QWidget *parent = nullptr);
    void setAccounts(const QList<AccountSummary> &accounts);

Q_SIGNALS:
    void addRequested();
    void editRequested(const QString &id);
    void removeRequested(const QString &id);
    void connectionRequested(const QString &id, bool registered);

private:
    QList<AccountCard *> m_cards;
    QVBoxLayout *m_list;
    TextLabel *m_empty;
};

} // namespace carillon
