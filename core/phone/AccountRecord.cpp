#include "AccountRecord.h"

#include "AccountFields.h"

namespace carillon {

namespace {

const auto passwordKey = QStringLiteral("password");
const auto turnPasswordKey = QStringLiteral("turn-password");
const auto learnedKey = QStringLiteral("learned-profile");
const auto rtp = QStringLiteral("rtp");
const auto webRtc = QStringLiteral("webrtc");

} // namespace

QJsonObject AccountRecord::toJson() const
{
    QJsonObject json = AccountFields::toJson(settings);
    json.insert(passwordKey, hasPassword);
    json.insert(turnPasswordKey, hasTurnPassword);
    switch (learned) { // no default: a new profile must break this build
    case LearnedProfile::None: break;
    case LearnedProfile::Rtp: json.insert(learnedKey, rtp); break;
    case LearnedProfile::WebRtc: json.insert(learnedKey, webRtc); break;
    }
    return json;
}

AccountRecord AccountRecord::fromJson(const QJsonObject &json)
{
    AccountRecord record;
    record.settings = AccountFields::fromJson(json);
    record.hasPassword = json.value(passwordKey).toBool();
    record.hasTurnPassword = json.value(turnPasswordKey).toBool();
    const QString learned = json.value(learnedKey).toString();
    if (learned == rtp)
        record.learned = LearnedProfile::Rtp;
    else if (learned == webRtc)
        record.learned = LearnedProfile::WebRtc;
    return record;
}

} // namespace carillon
