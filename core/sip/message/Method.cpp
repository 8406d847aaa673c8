#include "Method.h"

#include <array>

namespace carillon {
namespace {

/// In the order of the enumeration.
constexpr std::array<const char *, 15> Names{"", "INVITE", "ACK", "BYE", "CANCEL", "REGISTER", "OPTIONS",
    "INFO", "PRACK", "UPDATE", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REFER", "MESSAGE"};
static_assert(static_cast<std::size_t>(Method::Message) + 1 == Names.size());

/// The only method which the first letter, the third and the length leave possible.
Method candidate(QByteArrayView name)
{
    switch (name.size()) {
    case 3: return name[0] == 'A' ? Method::Ack : Method::Bye;
    case 4: return Method::Info;
    case 5: return name[0] == 'P' ? Method::Prack : Method::Refer;
    case 6:
        switch (name[0]) {
        case 'I': return Method::Invite;
        case 'C': return Method::Cancel;
        case 'U': return Method::Update;
        default: return Method::Notify;
        }
    case 7:
        switch (name[0]) {
        case 'O': return Method::Options;
        case 'P': return Method::Publish;
        default: return Method::Message;
        }
    case 8: return Method::Register;
    case 9: return Method::Subscribe;
    default: return Method::Other;
    }
}

} // namespace

Method methodFromName(QByteArrayView name)
{
    const Method method = candidate(name);
    return method != Method::Other && name == methodName(method) ? method : Method::Other;
}

QByteArrayView methodName(Method method)
{
    return QByteArrayView(Names[static_cast<std::size_t>(method)]);
}

} // namespace carillon
