#pragma once

#include <QByteArrayView>

namespace carillon {

/// The methods we know; any other keeps its name in the message and is Method::Other.
enum class Method : quint8 {
    Other,
    Invite,
    Ack,
    Bye,
    Cancel,
    Register,
    Options,
    Info,
    Prack,
    Update,
    Subscribe,
    Notify,
    Publish,
    Refer,
    Message
};

/// Case-sensitive, RFC 3261 §7.1.
Method methodFromName(QByteArrayView name);
/// Upper case; empty for Other.
QByteArrayView methodName(Method method);

} // namespace carillon
