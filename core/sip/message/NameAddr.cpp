#include "NameAddr.h"

#include "Challenge.h"
#include "SipGrammar.h"
#include "SipViews.h"

namespace carillon {
namespace {

using namespace grammar;

/// A display name that needs no quotes: tokens with single spaces between them.
bool isTokenList(QByteArrayView text)
{
    bool spaceAllowed = false;
    for (const char c : text) {
        if (c == ' ' ? !spaceAllowed : !is(c, Token))
            return false;
        spaceAllowed = c != ' ';
    }
    return spaceAllowed;
}

/// Unquoted, or the tokens as they are with spaces for whatever white space stood between them.
QByteArray plainName(QByteArrayView displayName)
{
    if (displayName.startsWith('"'))
        return unquoted(displayName);
    QByteArray name = displayName.toByteArray();
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (is(name.at(i), Space))
            name[i] = ' ';
    }
    return name;
}

} // namespace

NameAddr NameAddr::fromView(const NameAddrView &view)
{
    NameAddr result;
    result.displayName = plainName(view.displayName);
    if (view.otherUri.isEmpty())
        result.uri = SipUri::fromView(view.uri);
    else
        result.otherUri = view.otherUri.toByteArray();
    result.parameters = toParameters(view.parameters);
    return result;
}

Result<NameAddr, SyntaxError> NameAddr::parse(QByteArrayView text)
{
    const auto view = NameAddrView::parse(text);
    if (!view)
        return Failure<SyntaxError>(view.error());
    return fromView(*view);
}

Result<QList<NameAddr>, SyntaxError> NameAddr::parseList(QByteArrayView text)
{
    const auto views = NameAddrView::parseList(text);
    if (!views)
        return Failure<SyntaxError>(views.error());
    QList<NameAddr> list;
    list.reserve(views->size());
    for (const NameAddrView &view : *views)
        list.append(fromView(view));
    return list;
}

QByteArray NameAddr::toBytes() const
{
    QByteArray result;
    result.reserve(96);
    if (!displayName.isEmpty())
        result.append(isTokenList(displayName) ? displayName : quoted(displayName)).append(' ');
    result.append('<').append(otherUri.isEmpty() ? uri.toBytes() : otherUri).append('>');
    return result.append(parameters.toBytes());
}

QByteArray NameAddr::tag() const
{
    return parameters.value("tag").value_or(QByteArray());
}

} // namespace carillon
