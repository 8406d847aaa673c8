#pragma once

#include "Keychain.h"

#include <QHash>

namespace carillon {

/// The passwords of one profile: in memory while the phone runs, beside it in the keychain. Never in a file
/// of ours. Core thread.
class Secrets final : public QObject
{
    Q_OBJECT
public:
    /// @p keychain outlives it. @p profile tells the profiles apart: Profile::identifier().
    Secrets(Keychain &keychain, const QString &profile, QObject *parent = nullptr);
    /// At once usable; notKept() follows when the keychain does not take it.
    void remember(const QString &account, const QString &secret);
    /// Later from the event loop: the secret, or why there is none.
    void fetch(const QString &account, Keychain::ReadCallback done);
    void forget(const QString &account);

Q_SIGNALS:
    /// The password stays in memory only. One sentence with the cause.
    void notKept(const QString &account, const QString &sentence);

private:
    QString key(const QString &account) const;
    Keychain &m_keychain;
    QString m_profile;
    QHash<QString, QString> m_remembered;
};

} // namespace carillon
