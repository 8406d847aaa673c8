#include "DialogInfo.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>
#include <array>
#include <optional>

namespace carillon {

namespace {

using Kind = DialogInfoError::Kind;
using State = DialogEntry::State;
using Direction = DialogEntry::Direction;

const auto dialogInfoNamespace = QStringLiteral("urn:ietf:params:xml:ns:dialog-info");

template <typename Value>
struct Word {
    const char *text;
    Value value;
};
constexpr std::array stateWords{Word<State>{"trying", State::Trying},
    Word<State>{"proceeding", State::Proceeding}, Word<State>{"early", State::Early},
    Word<State>{"confirmed", State::Confirmed}, Word<State>{"terminated", State::Terminated}};
constexpr std::array directionWords{
    Word<Direction>{"initiator", Direction::Initiator}, Word<Direction>{"recipient", Direction::Recipient}};
constexpr std::array scopeWords{Word<DialogInfo::Scope>{"full", DialogInfo::Scope::Full},
    Word<DialogInfo::Scope>{"partial", DialogInfo::Scope::Partial}};

constexpr std::array dialogNames{std::pair{"call-id", &DialogEntry::callId},
    std::pair{"local-tag", &DialogEntry::localTag}, std::pair{"remote-tag", &DialogEntry::remoteTag}};

template <typename Words>
auto valueOf(const Words &words, QStringView text)
{
    for (const auto &word : words)
        if (text == QLatin1String(word.text))
            return std::optional(word.value);
    return std::optional<decltype(words[0].value)>();
}

template <typename Words, typename Value>
QString textOf(const Words &words, Value value)
{
    for (const auto &word : words)
        if (word.value == value)
            return QLatin1String(word.text);
    return {};
}

/// On one line and bounded, with no half of a character at its end.
QString bounded(QStringView text)
{
    QString line = text.toString().simplified().left(DialogInfo::Limits::Text);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line.trimmed();
}

/// Cut it would be another one.
QString wholeOrNothing(QStringView text, qsizetype most)
{
    const QString line = text.toString().simplified();
    return line.size() <= most ? line : QString();
}

/// Reads one document; the first problem ends it.
class Parser
{
public:
    explicit Parser(const QByteArray &xml)
        : m_reader(xml)
    {
        m_reader.setEntityExpansionLimit(0); // there is no document type whose entities it could be
    }
    Result<DialogInfo, DialogInfoError> run();

private:
    bool toRoot();
    bool nextChild();
    void skip();
    void readDialog();
    void readRemote(DialogEntry &dialog);
    QString readText();
    bool is(const char *name) const;
    void fail(Kind kind);

    QXmlStreamReader m_reader;
    DialogInfo m_info;
    int m_depth = 0;
    std::optional<Kind> m_problem;
};

void Parser::fail(Kind kind)
{
    if (!m_problem)
        m_problem = kind;
}

/// Some exchanges leave the namespace out.
bool Parser::is(const char *name) const
{
    return m_reader.name() == QLatin1String(name)
        && (m_reader.namespaceUri().isEmpty() || m_reader.namespaceUri() == dialogInfoNamespace);
}

bool Parser::toRoot()
{
    while (!m_reader.atEnd()) {
        const auto token = m_reader.readNext();
        if (token == QXmlStreamReader::DTD) {
            fail(Kind::Forbidden);
            return false;
        }
        if (token == QXmlStreamReader::StartElement) {
            ++m_depth;
            return true;
        }
    }
    return false;
}

/// Moves to the next element within the one that is being read. @returns false at the end of that, and once
/// something is wrong.
bool Parser::nextChild()
{
    while (!m_problem && !m_reader.atEnd()) {
        switch (m_reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (++m_depth > DialogInfo::Limits::Depth)
                fail(Kind::TooDeep);
            return !m_problem;
        case QXmlStreamReader::EndElement: --m_depth; return false;
        case QXmlStreamReader::EntityReference: fail(Kind::Forbidden); break;
        default: break;
        }
    }
    return false;
}

/// Past the element that has just begun, with all that is in it.
void Parser::skip()
{
    for (const int outside = m_depth - 1; m_depth > outside && !m_problem && !m_reader.atEnd();)
        (void)nextChild();
}

/// The text of the element that has just begun; elements within it are passed over.
QString Parser::readText()
{
    QString text;
    const int outside = m_depth - 1;
    while (m_depth > outside && !m_problem && !m_reader.atEnd()) {
        switch (m_reader.readNext()) {
        case QXmlStreamReader::Characters:
            if (m_depth == outside + 1)
                text += m_reader.text();
            break;
        case QXmlStreamReader::StartElement:
            if (++m_depth > DialogInfo::Limits::Depth)
                fail(Kind::TooDeep);
            break;
        case QXmlStreamReader::EndElement: --m_depth; break;
        case QXmlStreamReader::EntityReference: fail(Kind::Forbidden); break;
        default: break;
        }
    }
    return bounded(text);
}

/// §4.1.6: whom the dialog is with. What <target> says is where he is reached, which is nobody's name.
void Parser::readRemote(DialogEntry &dialog)
{
    while (nextChild()) {
        if (is("identity")) {
            dialog.remoteName = bounded(m_reader.attributes().value(QLatin1String("display")));
            dialog.remoteUri = readText();
            continue;
        }
        if (is("target"))
            dialog.remoteTarget = wholeOrNothing(
                m_reader.attributes().value(QLatin1String("uri")), DialogInfo::Limits::Target);
        skip();
    }
}

void Parser::readDialog()
{
    const QXmlStreamAttributes attributes = m_reader.attributes();
    DialogEntry dialog;
    dialog.id = attributes.value(QLatin1String("id")).toString().simplified();
    dialog.direction
        = valueOf(directionWords, attributes.value(QLatin1String("direction"))).value_or(Direction::Unknown);
    for (const auto &[name, field] : dialogNames)
        dialog.*field = wholeOrNothing(attributes.value(QLatin1String(name)), DialogInfo::Limits::Name);
    std::optional<State> state;
    while (nextChild()) {
        if (is("state"))
            state = valueOf(stateWords, readText());
        else if (is("remote"))
            readRemote(dialog);
        else
            skip();
    }
    if (dialog.id.size() > DialogInfo::Limits::Id)
        fail(Kind::TooLong);
    else if (dialog.id.isEmpty() || !state)
        fail(Kind::NotDialogInfo);
    else if (m_info.dialogs.size() >= DialogInfo::Limits::Dialogs)
        fail(Kind::TooManyDialogs);
    if (m_problem)
        return;
    dialog.state = *state;
    m_info.dialogs.append(dialog);
}

Result<DialogInfo, DialogInfoError> Parser::run()
{
    if (toRoot() && is("dialog-info")) {
        const QXmlStreamAttributes attributes = m_reader.attributes();
        bool isNumber = false;
        m_info.version = attributes.value(QLatin1String("version")).toUInt(&isNumber);
        const auto scope = valueOf(scopeWords, attributes.value(QLatin1String("state")));
        m_info.scope = scope.value_or(DialogInfo::Scope::Full);
        m_info.entity = bounded(attributes.value(QLatin1String("entity")));
        if (!isNumber || !scope)
            fail(Kind::NotDialogInfo);
        while (nextChild()) {
            if (is("dialog"))
                readDialog();
            else
                skip();
        }
        while (!m_problem && !m_reader.atEnd()) // nothing but the end may follow
            m_reader.readNext();
    } else if (!m_reader.hasError()) {
        fail(Kind::NotDialogInfo);
    }
    if (m_reader.hasError())
        fail(Kind::NotXml);
    if (m_problem)
        return Failure<DialogInfoError>({*m_problem, m_reader.characterOffset()});
    return m_info;
}

void writeRemote(QXmlStreamWriter &writer, const DialogEntry &dialog)
{
    const bool isNamed = !dialog.remoteName.isEmpty() || !dialog.remoteUri.isEmpty();
    if (!isNamed && dialog.remoteTarget.isEmpty())
        return;
    writer.writeStartElement(QStringLiteral("remote"));
    if (isNamed) {
        writer.writeStartElement(QStringLiteral("identity"));
        if (!dialog.remoteName.isEmpty())
            writer.writeAttribute(QStringLiteral("display"), dialog.remoteName);
        writer.writeCharacters(dialog.remoteUri);
        writer.writeEndElement();
    }
    if (!dialog.remoteTarget.isEmpty()) {
        writer.writeEmptyElement(QStringLiteral("target"));
        writer.writeAttribute(QStringLiteral("uri"), dialog.remoteTarget);
    }
    writer.writeEndElement();
}

} // namespace

Result<DialogInfo, DialogInfoError> DialogInfo::parse(const QByteArray &xml)
{
    if (xml.size() > Limits::Bytes)
        return Failure<DialogInfoError>({Kind::TooLong, Limits::Bytes});
    return Parser(xml).run();
}

QByteArray DialogInfo::toBytes() const
{
    QByteArray bytes;
    QXmlStreamWriter writer(&bytes);
    writer.writeStartDocument();
    writer.writeStartElement(QStringLiteral("dialog-info"));
    writer.writeDefaultNamespace(dialogInfoNamespace);
    writer.writeAttribute(QStringLiteral("version"), QString::number(version));
    writer.writeAttribute(QStringLiteral("state"), textOf(scopeWords, scope));
    writer.writeAttribute(QStringLiteral("entity"), entity);
    for (const DialogEntry &dialog : dialogs) {
        writer.writeStartElement(QStringLiteral("dialog"));
        writer.writeAttribute(QStringLiteral("id"), dialog.id);
        if (dialog.direction != Direction::Unknown)
            writer.writeAttribute(QStringLiteral("direction"), textOf(directionWords, dialog.direction));
        for (const auto &[name, field] : dialogNames)
            if (const QString &value = dialog.*field; !value.isEmpty())
                writer.writeAttribute(QLatin1String(name), value);
        writer.writeTextElement(QStringLiteral("state"), textOf(stateWords, dialog.state));
        writeRemote(writer, dialog);
        writer.writeEndElement();
    }
    writer.writeEndDocument();
    return bytes;
}

} // namespace carillon
