#pragma once

#include "AccountPresentation.h"
#include "Page.h"

class QPushButton;

namespace carillon {

class AccountInputs;

/// The first thing a person sees: two ways in, and what happens on them as it happens.
class FirstStartPage final : public Page
{
    Q_OBJECT
public:
    explicit FirstStartPage(QWidget *parent = nullptr);
    /// One line each; empty before anything was started. When the last one is Done there is a way on.
    void setSteps(const QList<Step> &steps);
    /// A refusal before there is an account.
    void showProblem(const QString &sentence);
    void setTryOutBusy(bool busy);
    void focusFirst();

Q_SIGNALS:
    void continueRequested(const carillon::AccountSettings &settings, const QString &password);
    void tryOutRequested();
    void finished(); ///< "Start calling"

private:
    QWidget *makeAddCard();
    QWidget *makeTryCard();
    void submit();

    AccountInputs *m_fields = nullptr;
    QPushButton *m_continue = nullptr;
    QWidget *m_outcome = nullptr;
    QVBoxLayout *m_steps = nullptr;
    QPushButton *m_done = nullptr;
    QPushButton *m_try = nullptr;
    QList<Step> m_shown;
    bool m_isAwaited
        = false; ///< Continue was pressed and nothing typed since: what comes of it is to be seen
};

} // namespace carillon
