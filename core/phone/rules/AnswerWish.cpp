#include "AnswerWish.h"

#include "TokenHeader.h"

namespace carillon {

namespace {

using Mode = AnswerWish::Mode;

constexpr qsizetype MostValues = 16; ///< of a header

AnswerWish byMode(QByteArrayView value)
{
    const auto header = TokenHeader::parse(value);
    if (!header)
        return {};
    AnswerWish wish;
    wish.saysMode = true;
    wish.isRequired = header->parameters.contains("require");
    wish.mode = header->is("auto") ? Mode::Automatic : header->is("manual") ? Mode::Manual : Mode::None;
    return wish.mode == Mode::None ? AnswerWish() : wish;
}

/// What stands behind the URI, or all of it: as a list of parameters.
Parameters parametersOf(const QByteArray &value)
{
    const qsizetype close = value.lastIndexOf('>');
    QByteArray rest = close < 0 ? value : value.mid(close + 1).trimmed();
    if (close < 0 && !rest.startsWith(';'))
        rest.prepend(';');
    const auto read = TokenHeader::parse("x" + rest);
    return read ? read->parameters : Parameters();
}

std::optional<std::chrono::seconds> secondsOf(const Parameters &parameters, QByteArrayView name)
{
    const auto value = parameters.value(name);
    bool isNumber = false;
    const int seconds = value ? value->toInt(&isNumber) : 0;
    if (!isNumber || seconds < 0 || seconds > AnswerWish::Longest.count())
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

AnswerWish byCallInfo(const QList<QByteArray> &values)
{
    for (const QByteArray &value : values.first(std::min(values.size(), MostValues)))
        if (const auto after = secondsOf(parametersOf(value), "answer-after"))
            return {Mode::Automatic, *after};
    return {};
}

bool isAutoAnswer(const QByteArray &value, const Parameters &parameters)
{
    const QByteArray info = parameters.value("info").value_or(QByteArray()).toLower();
    if (info == "alert-autoanswer" || info == "auto answer" || info == "ring answer")
        return true;
    const QByteArray words = value.trimmed().toLower();
    return words == "auto answer" || words == "ring answer";
}

AnswerWish byAlertInfo(const QList<QByteArray> &values)
{
    for (const QByteArray &value : values.first(std::min(values.size(), MostValues))) {
        const Parameters parameters = parametersOf(value);
        if (isAutoAnswer(value, parameters))
            return {Mode::Automatic, secondsOf(parameters, "delay").value_or(std::chrono::seconds(0))};
    }
    return {};
}

} // namespace

AnswerWish AnswerWish::of(const SipMessage &invite)
{
    for (const QByteArrayView name : {QByteArrayView("Priv-Answer-Mode"), QByteArrayView("Answer-Mode")})
        if (const AnswerWish wish = byMode(invite.value(name)); wish.mode != Mode::None)
            return wish;
    if (const AnswerWish wish = byCallInfo(invite.values(HeaderId::CallInfo)); wish.mode != Mode::None)
        return wish;
    return byAlertInfo(invite.values(HeaderId::AlertInfo));
}

} // namespace carillon
