#pragma once

#include "Clock.h"
#include "Keychain.h"

#include <QHash>
#include <map>

namespace carillon {

/// The passwords of one profile: in memory while the phone runs, beside it in the keychain. Never in a file
/// of ours. A keychain may wait for a person to unlock it: after Patience that is said, and its answer is
/// heard whenever it comes. Core thread.
class Secrets final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Patience{10};
    /// @p keychain and @p clock outlive it. @p profile tells the profiles apart: Profile::identifier().
    Secrets(Keychain &keychain, Clock &clock, const QString &profile, QObject *parent = nullptr);
    /// At once usable; notKept() follows when the keychain does not take it.
    void remember(const QString &account, const QString &secret);
    /// Later from the event loop: the secret, or why there is none. Twice when the keychain is slow: the
    /// first time it is Silent.
    void fetch(const QString &account, Keychain::ReadCallback done);
    void forget(const QString &account);
    /// The keychain was given something and has not answered, for Patience at most.
    bool isWriting() const { return !m_writing.empty(); }

Q_SIGNALS:
    /// The password stays in memory only. One sentence with the cause.
    void notKept(const QString &account, const QString &sentence);
    void kept(const QString &account);
    void settled(); ///< isWriting() is false again

private:
    QString key(const QString &account) const;
    /// Starts to wait for an answer. @returns its number.
    quint64 expect(std::function<void()> silent);
    void answered(quint64 number);
    Keychain &m_keychain;
    Clock &m_clock;
    QString m_profile;
    QHash<QString, QString> m_remembered;
    std::map<quint64, Timer> m_writing;
    quint64 m_lastNumber = 0;
};

} // namespace carillon
