#pragma once

#include "Result.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <functional>

namespace carillon {

/// Where passwords are kept: a port. Answers come once and later from the event loop, never after the keychain is destroyed. Core thread.
class Keychain : public QObject
{
    Q_OBJECT
public:
    struct Error {
        enum class Kind {
            NotFound,
            Unavailable, ///< this machine or session has no keychain
            Denied, ///< the user or the system said no
            Failed,
        } kind = Kind::Failed;
        QString detail; ///< the keychain's own words
    };
    using ReadCallback = std::function<void(const Result<QString, Error> &)>;
    using DoneCallback = std::function<void(const Result<void, Error> &)>;

    using QObject::QObject;
    virtual void read(const QString &key, ReadCallback done) = 0;
    virtual void write(const QString &key, const QString &secret, DoneCallback done) = 0;
    /// A key that is not there counts as removed.
    virtual void remove(const QString &key, DoneCallback done) = 0;
};

/// The desktop's keychain: Secret Service, KWallet, macOS Keychain, Windows Credential Store; by QtKeychain.
class SystemKeychain final : public Keychain
{
    Q_OBJECT
public:
    using Keychain::Keychain;
    void read(const QString &key, ReadCallback done) override;
    void write(const QString &key, const QString &secret, DoneCallback done) override;
    void remove(const QString &key, DoneCallback done) override;
};

/// There is no keychain: every answer is Unavailable. For a machine without a desktop session, and for tests.
class NoKeychain final : public Keychain
{
    Q_OBJECT
public:
    using Keychain::Keychain;
    void read(const QString &key, ReadCallback done) override;
    void write(const QString &key, const QString &secret, DoneCallback done) override;
    void remove(const QString &key, DoneCallback done) override;
};

/// The passwords of one profile: in memory while the phone runs, beside it in the keychain. Never in a file of ours. Core thread.
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
    /// Told once for each account and run: the password stays in memory only. One sentence with the cause.
    void notKept(const QString &account, const QString &sentence);

private:
    QString key(const QString &account) const;
    Keychain &m_keychain;
    QString m_profile;
    QHash<QString, QString> m_remembered;
};

} // namespace carillon
