// The windows of calls, and the key map.

#include "CallStrip.h"
#include "CallWindow.h"
#include "Gallery.h"
#include "IconButton.h"
#include "IncomingPopup.h"
#include "KeyMapWindow.h"
#include "SampleValues.h"
#include "TransferChip.h"
#include "TransferRow.h"

namespace carillon {

void Gallery::paintRecording()
{
    CallState call = sample::anna();
    call.recording.state = CallState::Recording::State::On;
    call.mosHeard = 4.2;
    call.mosRemote = 3.3;
    call.diagnosis.sentence = QCoreApplication::translate("SoundSentences",
        "Your voice leaves, but the other side reports that none of it arrives; a firewall or router may be "
        "in the way.");
    call.fix = CallState::Fix::UseRelay;
    CallWindow window(m_clock);
    window.setCall(call, {});
    window.findChild<QualityDot *>()->click();
    save(window, "call-recording");
    window.resize(320, 10);
    save(window, "call-recording-320");
}

void Gallery::paintCalls()
{
    paintRecording();
    CallState call = sample::anna();
    CallWindow window(m_clock);
    window.setCall(call, {});
    window.setTransferTargets(sample::targets());
    window.setLevels(0.2F, 0.1F);
    save(window, "call");
    call.muted = true;
    call.heldLocal = true;
    call.encryption = CallState::Encryption::None;
    call.quality = CallState::Quality::Poor;
    call.transfer = sample::failedTransfer(486);
    window.setCall(call,
        {.accountLabel = QStringLiteral("1001@example.org"),
            .transferName = QStringLiteral("Bob"),
            .otherLiveName = {},
            .ringsLongest = false});
    window.resize(320, 10);
    save(window, "call-320");
    call = sample::anna();
    call.referralTarget = QStringLiteral("sip:carol@example.org");
    CallWindow asked(m_clock);
    asked.setCall(call, {});
    asked.resize(320, 10);
    save(asked, "call-asked");
    CallWindow pending(m_clock);
    pending.setCall(sample::anna(), {});
    pending.setTransferTargets(sample::targets());
    for (auto *chip : pending.findChildren<TransferChip *>()) {
        if (chip->target().kind == TransferTarget::Kind::Person) {
            chip->click();
            break;
        }
    }
    pending.resize(320, 10);
    save(pending, "call-undo");
    paintWays();
}

void Gallery::paintWays()
{
    CallWindow outgoing(m_clock);
    CallState out = sample::bob();
    out.phase = CallState::Phase::Establishing;
    out.ringing = true;
    out.establishedAt.reset();
    outgoing.setCall(out, {});
    outgoing.resize(320, 10);
    save(outgoing, "call-outgoing");
    CallState waiting = sample::bob();
    waiting.way = CallState::Way::Interrupted;
    outgoing.setCall(waiting, {});
    save(outgoing, "call-interrupted");
    waiting.way = CallState::Way::Connecting;
    outgoing.setCall(waiting, {});
    save(outgoing, "call-connecting");
    waiting.way = CallState::Way::Failed;
    outgoing.setCall(waiting, {});
    save(outgoing, "call-without-way");
    waiting.way = CallState::Way::Connected;
    waiting.encryption = CallState::Encryption::Dtls;
    outgoing.setCall(waiting, {});
    save(outgoing, "call-dtls");
    CallWindow ended(m_clock);
    CallState end = sample::bob();
    end.phase = CallState::Phase::Terminated;
    end.end = CallState::End{CallState::End::By::Remote, 200, {}, QStringLiteral("Bob Miller hung up.")};
    ended.setCall(end, {});
    save(ended, "call-ended");
}

void Gallery::paintConference()
{
    CallState call = sample::anna();
    CallContext context;
    context.joinable = {{QStringLiteral("c3"), QStringLiteral("Eve"), false}};
    CallWindow merging(m_clock);
    merging.setCall(call, context);
    merging.setTransferTargets(sample::targets());
    merging.setLevels(0.3F, 0.05F);
    save(merging, "call-merge");
    call.conference
        = CallState::Conference{QStringLiteral("m1"), {QStringLiteral("c1"), QStringLiteral("c2")}};
    context.joined = {{QStringLiteral("c1"), QStringLiteral("Anna Weber"), false},
        {QStringLiteral("c2"), QStringLiteral("Bob Miller"), true}};
    context.joinable.clear();
    CallWindow joined(m_clock);
    joined.setCall(call, context);
    joined.setTransferTargets(sample::targets().mid(1));
    joined.setLevels(0.02F, 0.3F);
    save(joined, "call-conference");
    call.muted = call.talkingWhileMuted = true;
    call.digits = {CallState::Digits::State::Confirming, QStringLiteral("9#")};
    joined.setCall(call, context);
    joined.resize(320, 10);
    save(joined, "call-conference-320");
    call = sample::anna();
    call.muted = call.talkingWhileMuted = true;
    CallWindow muted(m_clock);
    muted.setCall(call, {});
    muted.setTransferTargets(sample::targets().mid(1));
    save(muted, "call-talking-muted");
}

void Gallery::paintHandover()
{
    CallState first = sample::anna();
    first.heldLocal = true;
    CallState second = sample::bob();
    second.consultOf = first.id;
    CallWindow asking(m_clock);
    asking.setCall(first, {});
    asking.setTransferTargets(sample::targets());
    save(asking, "call-narrowing"); // so that it has the height of a call
    asking.setConsult(presentConsult(first, second, {}));
    save(asking, "consult");
    CallState ringing = second;
    ringing.phase = CallState::Phase::Establishing;
    ringing.ringing = true;
    asking.setConsult(presentConsult(first, ringing, {}));
    asking.resize(320, 10);
    save(asking, "consult-320");
    TransferOptions options;
    options.canRefer = false;
    options.code = QStringLiteral("*2");
    CallWindow coded(m_clock);
    coded.setCall(sample::anna(), {});
    coded.setTransferOptions(options);
    coded.setTransferTargets(sample::targets());
    save(coded, "call-code");
    coded.resize(320, 10);
    save(coded, "call-code-320");
    CallStrip strip;
    strip.setPresentation(*presentStrip({sample::anna()}));
    save(strip, "strip");
    KeyMapWindow keys;
    keys.present(KeyPlace::CallWindow);
    save(keys, "keys");
}

void Gallery::paintIncoming()
{
    IncomingPopup popup;
    popup.setDeflectTargets(sample::targets());
    popup.setCall(sample::ringing(), {});
    save(popup, "incoming");
    popup.setCall(sample::ringing(),
        {.accountLabel = {},
            .transferName = {},
            .otherLiveName = QStringLiteral("Bob Miller"),
            .ringsLongest = true});
    save(popup, "incoming-second");
    CallState longName = sample::ringing();
    longName.remoteName = QStringLiteral("Anna with a very long name & more of it than fits anywhere");
    popup.setCall(longName, {});
    save(popup, "incoming-long");
    popup.findChildren<IconButton *>().constLast()->click(); // the three dots, in any language
    save(popup, "incoming-deflect");
    CallState handedOver = sample::anna();
    handedOver.remoteName = longName.remoteName;
    handedOver.transfer = {CallState::Transfer::Trying, 0, QStringLiteral("1003")};
    CallWindow sending(m_clock);
    sending.setCall(handedOver, {});
    save(sending, "call-long-sending");
    handedOver.transfer.state = CallState::Transfer::Succeeded;
    handedOver.phase = CallState::Phase::Terminated;
    CallWindow over(m_clock);
    over.setCall(handedOver, {});
    save(over, "call-long-over");
}

} // namespace carillon
