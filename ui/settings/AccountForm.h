#pragma once

#include "Account.h"
#include "Page.h"

class QPushButton;

namespace carillon {

class AccountInputs;
class TextLabel;

/// One account to be added or changed.
class AccountForm final : public Page
{
    Q_OBJECT
public:
    explicit AccountForm(QWidget *parent = nullptr);
    void startAdding();
    enum class Password { None, Stored }; ///< Stored: an empty field leaves it as it is
    struct Kept {
        Password account = Password::Stored;
        Password turn = Password::None; ///< that of the TURN server
    };
    void startChanging(const QString &id, const AccountSettings &settings, Kept kept);
    void startChanging(const QString &id, const AccountSettings &settings)
    {
        startChanging(id, settings, {});
    }
    void showProblem(const QString &sentence);
    void askForPassword(const QString &why); ///< after startChanging()

Q_SIGNALS:
    void addRequested(const carillon::AccountSettings &settings, const QString &password);
    /// No password: the one that is kept stays.
    void changeRequested(
        const QString &id, const carillon::AccountSettings &settings, const std::optional<QString> &password);

private:
    void submit();

    QString m_id; ///< empty while adding
    AccountInputs *m_fields;
    TextLabel *m_problem;
    QPushButton *m_save;
};

} // namespace carillon
