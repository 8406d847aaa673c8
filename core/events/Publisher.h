#pragma once

#include "RequestDelegate.h"
#include "Result.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace carillon {

class UserAgentCore;

/// What is published, and for how long.
struct PublisherOptions {
    QByteArray event; ///< the package: "presence", "dialog"
    std::chrono::seconds expires{3600};
    int refreshPercent = 90; ///< of what was granted; 50..99
    QByteArray contentType = "text/plain";
    QList<std::pair<QByteArray, QByteArray>> extraHeaders{};
    bool removesAtEnd = true; ///< what is published is removed when the publisher goes
};

/// Publishes a state of ours at a server, RFC 3903, and keeps it there. SIP.js' class of the same name.
/// Several for one target and event are publications of their own (§4.2: entity-tags). Core thread.
class Publisher final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    /// Waiting for an answer is a state of its own, as with Registerer.
    enum class State { Unpublished, Publishing, Published, Modifying, Removing };
    Q_ENUM(State)
    enum class Refusal { NothingPublished, InvalidEvent, UserAgentGone };
    struct Limits {
        static constexpr int TooBrief = 2; ///< 423 answered in a row
        static constexpr int Lost = 2;     ///< 412 answered in a row
        static constexpr qsizetype EntityTagBytes = 1024;
    };

    Publisher(
        UserAgentCore &core, const NameAddr &target, PublisherOptions options, QObject *parent = nullptr);
    ~Publisher() override;

    State state() const;
    QByteArray entityTag() const; ///< SIP-ETag of the last 2xx

    /// A first or a changed state. While a PUBLISH is unanswered the last one given goes out after it (§4.1:
    /// one at a time).
    Result<void, Refusal> publish(const QByteArray &content, RequestDelegate delegate = {});
    /// PUBLISH with Expires: 0 (§4.5).
    Result<void, Refusal> unpublish(RequestDelegate delegate = {});

Q_SIGNALS:
    void stateChanged(carillon::Publisher::State state);
    /// 401, 407, 412 and 423 were answered before this.
    void rejected(int statusCode, const QByteArray &reasonPhrase);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
