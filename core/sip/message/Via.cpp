#include "Via.h"

#include "SipGrammar.h"
#include "SipViews.h"

#include <algorithm>

namespace carillon {

using namespace grammar;

Via Via::fromView(const ViaView &view)
{
    Via via;
    if (!equalsIgnoringCase(view.protocol, "SIP") || view.version != "2.0")
        via.protocol = (view.protocol.toByteArray() + '/' + view.version.toByteArray()).toUpper();
    const bool upper = std::none_of(
        view.transport.begin(), view.transport.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    via.transport = interned(upper ? view.transport : QByteArrayView(view.transport.toByteArray().toUpper()));
    via.host = canonicalHost(view.host);
    via.port = view.port;
    via.parameters = toParameters(view.parameters);
    return via;
}

Result<Via, SyntaxError> Via::parse(QByteArrayView text)
{
    const auto view = ViaView::parse(text);
    if (!view)
        return Failure<SyntaxError>(view.error());
    return fromView(*view);
}

Result<Via, SyntaxError> Via::salvage(QByteArrayView text)
{
    Scanner scanner(text);
    ViaView view;
    const auto fault = takeVia(scanner, view);
    if (fault && view.host.isEmpty())
        return Failure<SyntaxError>(*fault);
    return fromView(view);
}

Result<QList<Via>, SyntaxError> Via::parseList(QByteArrayView text)
{
    const auto views = ViaView::parseList(text);
    if (!views)
        return Failure<SyntaxError>(views.error());
    QList<Via> list;
    list.reserve(views->size());
    for (const ViaView &view : *views)
        list.append(fromView(view));
    return list;
}

QByteArray Via::toBytes() const
{
    QByteArray result;
    result.reserve(96);
    result.append(protocol).append('/').append(transport).append(' ').append(host);
    if (port) {
        result.append(':');
        appendNumber(result, *port);
    }
    return result.append(parameters.toBytes());
}

QByteArray Via::branch() const
{
    return parameters.value("branch").value_or(QByteArray());
}

} // namespace carillon
