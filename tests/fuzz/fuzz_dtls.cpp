// Any datagrams as DTLS, at an end that waits for a hello and at one that sent its own: nobody gets keys
// without a certificate that was announced, and nothing is sent without measure; to whom nobody has proven to
// hear it, not more than he sent.
#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "FuzzCheck.h"
#include "SystemClock.h"

#include <QCoreApplication>

using namespace carillon;

namespace {
/// Two bytes of length, then a datagram; and so on.
QList<QByteArray> datagramsOf(const QByteArray &input)
{
    constexpr qsizetype atMost = 64;
    QList<QByteArray> result;
    qsizetype at = 0;
    while (at + 2 <= input.size() && result.size() < atMost) {
        const qsizetype size = quint8(input[at]) << 8 | quint8(input[at + 1]);
        result.append(input.mid(at + 2, size));
        at += 2 + size;
    }
    return result;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_dtls";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv); // the clock's timers want one
    static const std::unique_ptr<DtlsCertificate> certificate = DtlsCertificate::make();
    static SystemClock clock;
    const QList<QByteArray> datagrams = datagramsOf(inputOf(data, size));
    qsizetype received = 0;
    for (const QByteArray &datagram : datagrams)
        received += datagram.size();
    using Role = DtlsAssociation::Role;
    for (const auto &[role, source] : {std::pair(Role::Server, QByteArray()),
             std::pair(Role::Server, QByteArray("stranger")), std::pair(Role::Client, QByteArray())}) {
        qsizetype sent = 0;
        bool hasKeys = false;
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&sent](const QByteArray &datagram) { sent += datagram.size(); };
        callbacks.established = [&hasKeys](const DtlsKeys &) { hasKeys = true; };
        callbacks.failed = [](DtlsAssociation::Failure) {};
        callbacks.closed = [] {};
        DtlsAssociation association(clock, *certificate, role, std::move(callbacks));
        association.setExpected({certificate->fingerprint()});
        association.start();
        for (const QByteArray &datagram : datagrams)
            association.receive(datagram, source);
        check(!hasKeys, "nobody has our certificate's key");
        check(sent <= 4096 * (datagrams.size() + 2), "what is sent is of the size of what came");
        check(source.isEmpty() || sent <= received, "nobody is flooded by us");
    }
    return 0;
}
