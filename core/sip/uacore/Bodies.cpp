#include "Bodies.h"

namespace carillon {

BodyPart bodyPart(QByteArrayView type, const QByteArray &content, QByteArrayView disposition)
{
    BodyPart part{{{"Content-Type", type.toByteArray()}}, content};
    if (!disposition.isEmpty())
        part.headers.append({"Content-Disposition", disposition.toByteArray()});
    return part;
}

void setBodies(SipMessage &message, const QList<BodyPart> &parts, Random &random)
{
    Multipart body{parts};
    body.parts.removeIf([](const BodyPart &part) { return part.content.isEmpty(); });
    message.remove(HeaderId::ContentDisposition);
    if (body.parts.size() > 1) {
        setBody(message, body, "mixed", random);
        return;
    }
    const BodyPart only = body.parts.isEmpty() ? BodyPart() : body.parts.first();
    message.setBody(only.content, only.value("Content-Type"));
    if (const QByteArray disposition = only.value("Content-Disposition"); !disposition.isEmpty())
        message.append(HeaderId::ContentDisposition, disposition);
}

} // namespace carillon
