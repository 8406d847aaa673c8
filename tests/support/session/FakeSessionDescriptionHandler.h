#pragma once

#include "Clock.h"
#include "SessionDescriptionHandler.h"

#include <QPointer>
#include <QStringList>

namespace carillon {

/// Media that only keeps the books: offers and answers are one line of text each, failures and delays are
/// scripted.
class FakeSessionDescriptionHandler final : public SessionDescriptionHandler
{
public:
    /// What the next handlers do; shared by all of one phone.
    struct Script {
        Milliseconds delay{0};                  ///< before each callback; 0: at once
        std::optional<MediaError> refuseRemote; ///< applyDescription fails
        std::optional<MediaError> refuseOffer;  ///< judge() objects
        std::optional<MediaError> refuseLocal;  ///< createDescription fails
        bool isSilent = false;                  ///< createDescription makes an empty body
        bool hasRtpDtmf = true;
        bool hasInBandDtmf = false;
        bool canMute = true;
        bool hasOtherProfile = false; ///< tryOtherProfile() has something to try
        bool reopensOffers = false;   ///< forgetAnswer() lets another answer in
        bool wantsTrickle = false;
        QByteArray fragmentSoFar{};
    };

    FakeSessionDescriptionHandler(Clock &clock, const Script &script, QByteArray name)
        : m_clock(clock)
        , m_script(script)
        , m_name(std::move(name))
    {
    }

    bool isMediaAllowed = false;
    bool isClosed = false;
    bool isMuted = false;
    int exchanges = 0; ///< offers that were answered
    int rollbacks = 0;
    int creations = 0;    ///< calls of createDescription
    int applications = 0; ///< calls of applyDescription
    int closures = 0;
    QStringList faults;          ///< what a real handler would have been surprised by
    int otherProfiles = 0;       ///< calls of tryOtherProfile()
    int forgotten = 0;           ///< calls of forgetAnswer()
    QList<QByteArray> fragments; ///< that came
    QByteArray digits;
    QByteArray inBandDigits;
    QList<DescriptionOptions> options;
    QByteArray remote; ///< last agreed
    enum class Pending { None, Local, Remote } pending = Pending::None;

    bool understands(QByteArrayView contentType) const override { return contentType == "application/sdp"; }

    std::optional<MediaError> judge(const Description &) const override { return m_script.refuseOffer; }
    void createDescription(const DescriptionOptions &wanted, DescriptionCallback done) override
    {
        check("createDescription");
        ++creations;
        options.append(wanted);
        if (m_script.refuseLocal) {
            later([this, done] { done(Failure<MediaError>(*m_script.refuseLocal)); });
            return;
        }
        if (pending == Pending::Local)
            faults.append(QStringLiteral("a second offer"));
        const bool isAnswer = pending == Pending::Remote;
        pending = isAnswer ? Pending::None : Pending::Local;
        if (isAnswer) {
            ++exchanges;
            take(m_offered);
        }
        const Description made{"application/sdp",
            m_name + (isAnswer ? " answer " : " offer ") + QByteArray::number(++m_made) + ' '
                + direction(wanted.hold, isAnswer)};
        later([done, made, isSilent = m_script.isSilent] { done(isSilent ? Description{} : made); });
    }
    void applyDescription(const Description &description, AppliedCallback done) override
    {
        check("applyDescription");
        ++applications;
        if (m_script.refuseRemote) {
            later([this, done] { done(Failure<MediaError>(*m_script.refuseRemote)); });
            return;
        }
        const bool isAnswer = pending == Pending::Local;
        const QByteArray word = isAnswer ? " answer " : " offer ";
        if (!description.content.contains(word))
            faults.append(
                QStringLiteral("not the kind that was due: %1").arg(QString::fromUtf8(description.content)));
        if (isAnswer) {
            pending = Pending::None;
            ++exchanges;
            take(description.content);
        } else {
            pending = Pending::Remote;
            m_offered = description.content;
        }
        later([done] { done({}); });
    }
    void rollback() override
    {
        check("rollback");
        ++rollbacks;
        pending = Pending::None;
    }
    bool tryOtherProfile() override
    {
        check("tryOtherProfile");
        if (pending != Pending::None)
            faults.append(QStringLiteral("another profile before the offer was rolled back"));
        ++otherProfiles;
        return m_script.hasOtherProfile;
    }
    bool forgetAnswer() override
    {
        check("forgetAnswer");
        if (pending != Pending::None || exchanges == 0)
            faults.append(QStringLiteral("an answer is forgotten that never came"));
        ++forgotten;
        if (m_script.reopensOffers)
            pending = Pending::Local;
        return m_script.reopensOffers;
    }
    bool wantsTrickle() const override { return m_script.wantsTrickle; }
    void applyFragment(QByteArrayView body) override
    {
        check("applyFragment");
        if (pending != Pending::None || exchanges == 0)
            faults.append(QStringLiteral("candidates of a description that is not agreed"));
        fragments.append(body.toByteArray());
    }
    QByteArray fragmentSoFar() const override { return m_script.fragmentSoFar; }
    DtmfResult sendDtmf(QByteArrayView wanted, int) override
    {
        if (!m_script.hasRtpDtmf)
            return DtmfResult::NotNegotiated;
        digits += wanted.toByteArray();
        return DtmfResult::Sent;
    }
    DtmfResult sendInBandDtmf(QByteArrayView wanted, int) override
    {
        if (!m_script.hasInBandDtmf)
            return DtmfResult::NotNegotiated;
        inBandDigits += wanted.toByteArray();
        return DtmfResult::Sent;
    }
    bool isRemoteHold() const override { return m_isRemoteHold; }
    bool setMuted(bool muted) override
    {
        isMuted = m_script.canMute && muted;
        return m_script.canMute;
    }
    void allowMedia() override { isMediaAllowed = true; }
    void close() override
    {
        check("close");
        ++closures;
        isClosed = true;
    }

private:
    void check(const char *what)
    {
        if (isClosed)
            faults.append(QStringLiteral("%1 after close").arg(QLatin1String(what)));
    }
    QByteArray direction(bool hold, bool isAnswer) const
    {
        if (!isAnswer)
            return hold ? "sendonly" : "sendrecv";
        const bool isHeld = m_offered.endsWith("sendonly") || m_offered.endsWith("inactive");
        return isHeld ? (hold ? "inactive" : "recvonly") : (hold ? "sendonly" : "sendrecv");
    }
    void take(const QByteArray &description)
    {
        remote = description;
        const bool held = description.endsWith("sendonly") || description.endsWith("inactive");
        if (held == m_isRemoteHold)
            return;
        m_isRemoteHold = held;
        Q_EMIT remoteHoldChanged(held);
    }
    void later(std::function<void()> action)
    {
        if (m_script.delay == Milliseconds(0)) {
            action();
            return;
        }
        m_clock.schedule(m_script.delay, [alive = QPointer(this), action = std::move(action)] {
            if (alive && !alive->isClosed)
                action();
        });
    }

    Clock &m_clock;
    const Script &m_script;
    QByteArray m_name;
    QByteArray m_offered;
    int m_made = 0;
    bool m_isRemoteHold = false;
};

} // namespace carillon
