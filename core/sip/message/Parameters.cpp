#include "Parameters.h"

#include "SipGrammar.h"
#include "SipViews.h"

namespace carillon {
namespace {

qsizetype indexOf(const Parameters &parameters, QByteArrayView name)
{
    for (qsizetype i = 0; i < parameters.list.size(); ++i) {
        if (grammar::equalsIgnoringCase(parameters.list.at(i).name, name))
            return i;
    }
    return -1;
}

} // namespace

bool Parameters::contains(QByteArrayView name) const
{
    return indexOf(*this, name) >= 0;
}

std::optional<QByteArray> Parameters::value(QByteArrayView name) const
{
    const qsizetype index = indexOf(*this, name);
    if (index < 0)
        return std::nullopt;
    return list.at(index).value.value_or(QByteArray());
}

std::optional<quint32> Parameters::number(QByteArrayView name) const
{
    const qsizetype index = indexOf(*this, name);
    if (index < 0 || !list.at(index).value)
        return std::nullopt;
    const auto number = grammar::parseNumber(*list.at(index).value, 0xffffffffu);
    return number ? std::optional(static_cast<quint32>(*number)) : std::nullopt;
}

void Parameters::set(QByteArrayView name, std::optional<QByteArray> value)
{
    const qsizetype index = indexOf(*this, name);
    if (index < 0)
        list.append({grammar::interned(name), std::move(value)});
    else
        list[index].value = std::move(value);
}

void Parameters::remove(QByteArrayView name)
{
    list.removeIf([name](const Parameter &one) { return grammar::equalsIgnoringCase(one.name, name); });
}

QByteArray Parameters::toBytes() const
{
    QByteArray result;
    for (const Parameter &one : list) {
        result.append(';').append(one.name);
        if (one.value)
            result.append('=').append(*one.value);
    }
    return result;
}

std::optional<QByteArrayView> ParametersView::value(QByteArrayView name) const
{
    // Good for the parameters of headers and of URIs: the grammar of the former contains the latter's.
    grammar::Scanner scanner(text);
    std::optional<QByteArrayView> found;
    grammar::takeParameters(scanner, grammar::Token | grammar::ParamReserved | grammar::Unreserved,
        [&](QByteArrayView one, std::optional<QByteArrayView> value) {
            if (!found && grammar::equalsIgnoringCase(one, name))
                found = value.value_or(QByteArrayView(""));
        });
    return found;
}

bool ParametersView::contains(QByteArrayView name) const
{
    return value(name).has_value();
}

Parameters grammar::toParameters(const ParametersView &view)
{
    Parameters parameters;
    parameters.list.reserve(view.count);
    Scanner scanner(view.text);
    takeParameters(scanner, Token, [&](QByteArrayView name, std::optional<QByteArrayView> value) {
        parameters.list.append({interned(name), value ? std::optional(interned(*value)) : std::nullopt});
    });
    return parameters;
}

std::optional<SyntaxError> grammar::takeParameters(Scanner &scanner, ParametersView &parameters)
{
    const char *from = scanner.at();
    const auto fault = takeParameters(
        scanner, Token, [&](QByteArrayView, std::optional<QByteArrayView>) { ++parameters.count; });
    parameters.text = scanner.since(from);
    return fault;
}

} // namespace carillon
