#pragma once

#include "Keychain.h"

namespace carillon {

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

} // namespace carillon
