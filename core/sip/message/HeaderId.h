#pragma once

#include <QByteArrayView>

namespace carillon {

/// Header fields by number. A header we do not know is Unknown and keeps its name.
enum class HeaderId : quint8 {
    Unknown,
    Accept,
    AcceptContact,
    AcceptEncoding,
    AcceptLanguage,
    AlertInfo,
    Allow,
    AllowEvents,
    AuthenticationInfo,
    Authorization,
    CallId,
    CallInfo,
    Contact,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
    ContentLength,
    ContentType,
    CSeq,
    Date,
    Diversion,
    ErrorInfo,
    Event,
    Expires,
    FlowTimer,
    From,
    HistoryInfo,
    Identity,
    IdentityInfo,
    InReplyTo,
    Join,
    MaxForwards,
    MimeVersion,
    MinExpires,
    MinSE,
    Organization,
    PAssertedIdentity,
    Path,
    PPreferredIdentity,
    Priority,
    Privacy,
    ProxyAuthenticate,
    ProxyAuthorization,
    ProxyRequire,
    RAck,
    Reason,
    RecordRoute,
    ReferredBy,
    ReferSub,
    ReferTo,
    RejectContact,
    RemotePartyId,
    Replaces,
    ReplyTo,
    RequestDisposition,
    Require,
    RetryAfter,
    Route,
    RSeq,
    Server,
    ServiceRoute,
    SessionExpires,
    SipETag,
    SipIfMatch,
    Subject,
    SubscriptionState,
    Supported,
    TargetDialog,
    Timestamp,
    To,
    Unsupported,
    UserAgent,
    Via,
    Warning,
    WwwAuthenticate
};

/// Full or compact form (RFC 3261 §7.3.3 and the registrations since), without case; Unknown if it is
/// neither.
HeaderId headerFromName(QByteArrayView name);
/// The full form as usually written: "Call-ID"; empty for Unknown.
QByteArrayView headerName(HeaderId id);
/// The compact form, or the full one where there is none.
QByteArrayView compactHeaderName(HeaderId id);
/// Whether several values may share a line, separated by commas (§7.3.1).
bool isListHeader(HeaderId id);

} // namespace carillon
