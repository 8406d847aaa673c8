#include "HeaderId.h"

#include "HeaderTable.h"
#include "SipGrammar.h"

#include <cstring>

namespace carillon {
namespace {

struct Header {
    HeaderId id;
    const char *name;
    char compact = '\0';
    bool list = false;
};

using enum HeaderId;

/// In the order of the enumeration, so that an id is an index.
constexpr std::array Headers{
    Header{Unknown, ""},
    Header{Accept, "Accept", '\0', true},
    Header{AcceptContact, "Accept-Contact", 'a', true},
    Header{AcceptEncoding, "Accept-Encoding", '\0', true},
    Header{AcceptLanguage, "Accept-Language", '\0', true},
    Header{AlertInfo, "Alert-Info", '\0', true},
    Header{Allow, "Allow", '\0', true},
    Header{AllowEvents, "Allow-Events", 'u', true},
    Header{AuthenticationInfo, "Authentication-Info"},
    Header{Authorization, "Authorization"},
    Header{CallId, "Call-ID", 'i'},
    Header{CallInfo, "Call-Info", '\0', true},
    Header{Contact, "Contact", 'm', true},
    Header{ContentDisposition, "Content-Disposition"},
    Header{ContentEncoding, "Content-Encoding", 'e', true},
    Header{ContentLanguage, "Content-Language", '\0', true},
    Header{ContentLength, "Content-Length", 'l'},
    Header{ContentType, "Content-Type", 'c'},
    Header{HeaderId::CSeq, "CSeq"},
    Header{Date, "Date"},
    Header{Diversion, "Diversion", '\0', true},
    Header{ErrorInfo, "Error-Info", '\0', true},
    Header{Event, "Event", 'o'},
    Header{Expires, "Expires"},
    Header{FlowTimer, "Flow-Timer"},
    Header{From, "From", 'f'},
    Header{HistoryInfo, "History-Info", '\0', true},
    Header{Identity, "Identity", 'y'},
    Header{IdentityInfo, "Identity-Info", 'n'},
    Header{InReplyTo, "In-Reply-To", '\0', true},
    Header{Join, "Join"},
    Header{MaxForwards, "Max-Forwards"},
    Header{MimeVersion, "MIME-Version"},
    Header{MinExpires, "Min-Expires"},
    Header{MinSE, "Min-SE"},
    Header{Organization, "Organization"},
    Header{PAssertedIdentity, "P-Asserted-Identity", '\0', true},
    Header{Path, "Path", '\0', true},
    Header{PPreferredIdentity, "P-Preferred-Identity", '\0', true},
    Header{Priority, "Priority"},
    Header{Privacy, "Privacy"},
    Header{ProxyAuthenticate, "Proxy-Authenticate"},
    Header{ProxyAuthorization, "Proxy-Authorization"},
    Header{ProxyRequire, "Proxy-Require", '\0', true},
    Header{RAck, "RAck"},
    Header{Reason, "Reason", '\0', true},
    Header{RecordRoute, "Record-Route", '\0', true},
    Header{ReferredBy, "Referred-By", 'b'},
    Header{ReferSub, "Refer-Sub"},
    Header{ReferTo, "Refer-To", 'r'},
    Header{RejectContact, "Reject-Contact", 'j', true},
    Header{RemotePartyId, "Remote-Party-ID", '\0', true},
    Header{Replaces, "Replaces"},
    Header{ReplyTo, "Reply-To"},
    Header{RequestDisposition, "Request-Disposition", 'd', true},
    Header{Require, "Require", '\0', true},
    Header{RetryAfter, "Retry-After"},
    Header{Route, "Route", '\0', true},
    Header{RSeq, "RSeq"},
    Header{Server, "Server"},
    Header{ServiceRoute, "Service-Route", '\0', true},
    Header{SessionExpires, "Session-Expires", 'x'},
    Header{SipETag, "SIP-ETag"},
    Header{SipIfMatch, "SIP-If-Match"},
    Header{Subject, "Subject", 's'},
    Header{SubscriptionState, "Subscription-State"},
    Header{Supported, "Supported", 'k', true},
    Header{TargetDialog, "Target-Dialog"},
    Header{Timestamp, "Timestamp"},
    Header{To, "To", 't'},
    Header{Unsupported, "Unsupported", '\0', true},
    Header{UserAgent, "User-Agent"},
    Header{HeaderId::Via, "Via", 'v', true},
    Header{Warning, "Warning", '\0', true},
    Header{WwwAuthenticate, "WWW-Authenticate"},
};

constexpr std::array<quint8, Headers.size()> NameSizes = [] {
    std::array<quint8, Headers.size()> sizes{};
    for (std::size_t i = 0; i < Headers.size(); ++i) {
        while (Headers[i].name[sizes[i]] != '\0')
            ++sizes[i];
    }
    return sizes;
}();

constexpr unsigned SlotCount = 256;

/// Perfect over the full names: length, first, middle and last byte. The factors were searched for; see the
/// assertion.
constexpr unsigned slotOf(const char *name, std::size_t size)
{
    const auto byte = [name](std::size_t i) { return static_cast<unsigned char>(name[i]) | 0x20u; };
    return (static_cast<unsigned>(size) * 121 + byte(0) * 14 + byte(size / 2) * 231 + byte(size - 1) * 190)
        % SlotCount;
}

constexpr std::array<quint8, SlotCount> Slots = [] {
    std::array<quint8, SlotCount> slots{};
    for (std::size_t i = 1; i < Headers.size(); ++i)
        slots[slotOf(Headers[i].name, NameSizes[i])] = static_cast<quint8>(i);
    return slots;
}();

constexpr bool perfect()
{
    for (std::size_t i = 1; i < Headers.size(); ++i) {
        if (static_cast<std::size_t>(Headers[i].id) != i || Slots[slotOf(Headers[i].name, NameSizes[i])] != i)
            return false;
    }
    return true;
}
static_assert(perfect(), "the table follows the enumeration and no two names share a slot");

constexpr std::array<quint8, 26> CompactForms = [] {
    std::array<quint8, 26> forms{};
    for (std::size_t i = 1; i < Headers.size(); ++i) {
        if (Headers[i].compact != '\0')
            forms[static_cast<std::size_t>(Headers[i].compact - 'a')] = static_cast<quint8>(i);
    }
    return forms;
}();

const Header &header(HeaderId id)
{
    return Headers[static_cast<std::size_t>(id)];
}

} // namespace

NamedHeader lookUpHeader(const char *name, qsizetype size)
{
    if (size == 1) {
        const char letter = grammar::lower(*name);
        if (letter < 'a' || letter > 'z')
            return {};
        return {static_cast<HeaderId>(CompactForms[static_cast<std::size_t>(letter - 'a')]), false};
    }
    if (size <= 0)
        return {};
    const auto length = static_cast<std::size_t>(size);
    const std::size_t index = Slots[slotOf(name, length)];
    if (index == 0 || NameSizes[index] != length)
        return {};
    if (std::memcmp(name, Headers[index].name, length) == 0)
        return {static_cast<HeaderId>(index), true};
    if (grammar::equalsIgnoringCase({name, size}, {Headers[index].name, size}))
        return {static_cast<HeaderId>(index), false};
    return {};
}

HeaderId headerFromName(QByteArrayView name)
{
    return lookUpHeader(name.data(), name.size()).id;
}

QByteArrayView headerName(HeaderId id)
{
    return {header(id).name, NameSizes[static_cast<std::size_t>(id)]};
}

QByteArrayView compactHeaderName(HeaderId id)
{
    return header(id).compact != '\0' ? QByteArrayView(&header(id).compact, 1) : headerName(id);
}

bool isListHeader(HeaderId id)
{
    return header(id).list;
}

} // namespace carillon
