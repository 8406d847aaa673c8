#pragma once

#include "Multipart.h"

namespace carillon {

/// A part with the two headers that SIP looks at; without the second when @p disposition is empty.
BodyPart bodyPart(QByteArrayView type, const QByteArray &content, QByteArrayView disposition = {});

/// What a message of ours carries, RFC 5621: nothing, one body, or several as multipart/mixed. Parts without
/// content are left out.
void setBodies(SipMessage &message, const QList<BodyPart> &parts, Random &random);

} // namespace carillon
