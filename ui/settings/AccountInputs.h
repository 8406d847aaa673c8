#pragma once

#include "Account.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace carillon {

class ChoiceBox;
/// How an account's server is reached, as a person chooses it.
enum class ServerTransport { Automatic, Udp, Tcp, Tls, SecureWebSocket };

/// AccountSettings::server of what was typed and chosen. @p aor gives the host where none was typed.
QString composeServer(const QString &typed, ServerTransport transport, const QString &aor);
/// The reverse: what to show in the field.
struct ServerParts {
    QString typed;
    ServerTransport transport = ServerTransport::Automatic;
    friend bool operator==(const ServerParts &, const ServerParts &) = default;
};
ServerParts splitServer(const QString &server, const QString &aor);
/// "sip:1001@example.org" of "1001@example.org".
QString composeAor(const QString &typed);
/// AccountSettings::turnUri of what was typed into the two fields; the phone takes the password out of it.
QString composeTurn(const QString &typed, const QString &password);
/// One sentence about what is wrong with a typed address; empty when nothing is.
QString addressProblem(const QString &typed);

/// What an account is made of: address and password, the rest under "Advanced".
class AccountInputs final : public QWidget
{
    Q_OBJECT
public:
    explicit AccountInputs(QWidget *parent = nullptr);
    void setSettings(const AccountSettings &settings);
    /// Starting from what was set: what has no field here stays as it was.
    AccountSettings settings() const;
    QString password() const;
    void setPasswordHint(const QString &text);
    void setTurnPasswordHint(const QString &text);
    QString typedAddress() const;
    void focusAddress();
    void focusPassword();
    void clear();

Q_SIGNALS:
    void edited();
    void submitted(); ///< Enter in a field

private:
    QWidget *makeAdvanced();
    QLayout *makeRegisters(QWidget *parent);
    void addWays(QVBoxLayout *column);
    ChoiceBox *addChoice(
        QVBoxLayout *column, const QString &label, const QString &sentence, const QStringList &choices);
    QLineEdit *addField(QVBoxLayout *column, const QString &label, const QString &sentence);
    void browse();
    void setAdvancedVisible(bool visible);

    AccountSettings m_settings;
    QLineEdit *m_address;
    QLineEdit *m_password;
    QPushButton *m_more;
    QWidget *m_advanced;
    QLineEdit *m_displayName = nullptr;
    QLineEdit *m_authUser = nullptr;
    QLineEdit *m_server = nullptr;
    ChoiceBox *m_transport = nullptr;
    QLineEdit *m_proxy = nullptr;
    ChoiceBox *m_encryption = nullptr;
    ChoiceBox *m_ice = nullptr;
    QLineEdit *m_stun = nullptr;
    QLineEdit *m_turn = nullptr;
    QLineEdit *m_turnPassword = nullptr;
    QLineEdit *m_pickupCode = nullptr;
    QLineEdit *m_caFile = nullptr;
    QCheckBox *m_registers = nullptr;
};

} // namespace carillon
