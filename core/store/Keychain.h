#pragma once

#include "Result.h"

#include <QObject>
#include <QString>
#include <functional>

namespace carillon {

/// Where passwords are kept: a port. Answers come once and later from the event loop, never after the
/// keychain is destroyed. Core thread.
class Keychain : public QObject
{
    Q_OBJECT
public:
    struct Error {
        enum class Kind {
            NotFound,
            Unavailable, ///< this machine or session has no keychain
            Denied,      ///< the user or the system said no
            Silent,      ///< it has not answered yet, and may still
            Failed,
        } kind
            = Kind::Failed;
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

} // namespace carillon
