#include "Parameters.h"

#include "SipGrammar.h"

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

std::optional<SyntaxError> grammar::takeParameters(Scanner &scanner, Parameters &parameters)
{
    while (scanner.takeSeparator(';')) {
        const QByteArrayView name = scanner.takeWhile(Token);
        if (name.isEmpty())
            return scanner.here();
        Parameters::Parameter one {interned(name), std::nullopt};
        if (scanner.takeSeparator('=')) {
            if (scanner.peek() == '"') {
                const auto text = scanner.takeQuoted();
                if (!text)
                    return SyntaxError {SyntaxError::Kind::Incomplete, scanner.position()};
                one.value = text->toByteArray();
            } else {
                const QByteArrayView value = scanner.takeWhile(ValueByte);
                if (value.isEmpty())
                    return scanner.here();
                one.value = interned(value);
            }
        }
        parameters.list.append(std::move(one));
    }
    return std::nullopt;
}

} // namespace carillon
