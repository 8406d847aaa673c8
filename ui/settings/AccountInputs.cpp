#include "AccountInputs.h"

#include "AccountPresentation.h"
#include "Button.h"
#include "ChoiceBox.h"
#include "Icons.h"
#include "Metrics.h"
#include "RelayServers.h"
#include "TabOrder.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace carillon {
namespace {

constexpr int longestField = 512; // as much as an account takes
using Encryption = AccountSettings::MediaEncryption;
using Ice = AccountSettings::Ice;

constexpr std::array iceChoices{Ice::Auto, Ice::On, Ice::Off}; // in the order in which they are shown

int indexOf(Ice ice)
{
    return int(std::find(iceChoices.begin(), iceChoices.end(), ice) - iceChoices.begin());
}

QString hostPortOf(const QString &aor)
{
    return shortAddress(aor).section(QLatin1Char('@'), -1);
}

bool isWebSocket(const QString &server)
{
    return server.startsWith(QLatin1String("ws://"), Qt::CaseInsensitive)
        || server.startsWith(QLatin1String("wss://"), Qt::CaseInsensitive);
}

QString transportName(ServerTransport transport)
{
    switch (transport) {
    case ServerTransport::Automatic: return {};
    case ServerTransport::Udp: return QStringLiteral("udp");
    case ServerTransport::Tcp: return QStringLiteral("tcp");
    case ServerTransport::Tls: return QStringLiteral("tls");
    case ServerTransport::SecureWebSocket: return QStringLiteral("wss");
    }
    Q_UNREACHABLE();
}

QVBoxLayout *makeColumn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    return column;
}

} // namespace

QString composeAor(const QString &typed)
{
    const QString address = typed.trimmed();
    const bool hasScheme = address.startsWith(QLatin1String("sip:"), Qt::CaseInsensitive)
        || address.startsWith(QLatin1String("sips:"), Qt::CaseInsensitive);
    return address.isEmpty() || hasScheme ? address : QLatin1String("sip:") + address;
}

QString addressProblem(const QString &typed)
{
    const QString address = shortAddress(typed);
    if (address.isEmpty())
        return AccountInputs::tr("Please type the address you were given, such as 1001@example.org.");
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    if (at <= 0 || at == address.size() - 1)
        return AccountInputs::tr("An address has a name, an @ and a server, such as 1001@example.org.");
    if (std::any_of(address.begin(), address.end(), [](QChar c) { return c.isSpace(); }))
        return AccountInputs::tr("There is a space in the address.");
    return {};
}

QString composeTurn(const QString &typed, const QString &password)
{
    const QString uri = typed.trimmed();
    auto server = TurnServer::parse(uri);
    if (!server || password.isEmpty())
        return uri;
    server->password = password;
    return server->toString(TurnServer::Secret::Shown);
}

QString composeServer(const QString &typed, ServerTransport transport, const QString &aor)
{
    QString server = typed.trimmed();
    if (isWebSocket(server))
        return server;
    const bool secureScheme = server.startsWith(QLatin1String("sips:"), Qt::CaseInsensitive);
    if (server.startsWith(QLatin1String("sip:"), Qt::CaseInsensitive))
        server = server.mid(4);
    else if (secureScheme)
        server = server.mid(5);
    if (server.isEmpty()) {
        if (transport == ServerTransport::Automatic)
            return {};
        server = hostPortOf(aor);
    }
    if (transport == ServerTransport::SecureWebSocket)
        return QStringLiteral("wss://%1").arg(server);
    const QString name = transport == ServerTransport::Automatic && secureScheme ? QStringLiteral("tls")
                                                                                 : transportName(transport);
    const bool hasTransport = server.contains(QLatin1String(";transport="), Qt::CaseInsensitive);
    if (name.isEmpty() || hasTransport)
        return QLatin1String("sip:") + server;
    return QStringLiteral("sip:%1;transport=%2").arg(server, name);
}

ServerParts splitServer(const QString &server, const QString &aor)
{
    if (isWebSocket(server))
        return {server,
            server.startsWith(QLatin1String("wss"), Qt::CaseInsensitive) ? ServerTransport::SecureWebSocket
                                                                         : ServerTransport::Automatic};
    ServerParts parts;
    parts.typed = server;
    if (parts.typed.startsWith(QLatin1String("sip:"), Qt::CaseInsensitive))
        parts.typed = parts.typed.mid(4);
    for (const auto transport : {ServerTransport::Udp, ServerTransport::Tcp, ServerTransport::Tls}) {
        const QString suffix = QLatin1String(";transport=") + transportName(transport);
        if (parts.typed.endsWith(suffix, Qt::CaseInsensitive)) {
            parts.typed.chop(suffix.size());
            parts.transport = transport;
            break;
        }
    }
    if (parts.transport != ServerTransport::Automatic && parts.typed == hostPortOf(aor))
        parts.typed.clear();
    return parts;
}

AccountInputs::AccountInputs(QWidget *parent)
    : QWidget(parent)
    , m_more(new Button(this))
{
    QVBoxLayout *column = makeColumn(this);
    m_address = addField(column, tr("A&ddress"), tr("Your address, such as 1001@example.org"));
    m_address->setPlaceholderText(tr("1001@example.org"));
    m_password = addField(column, tr("&Password"), tr("The password of the address"));
    m_password->setEchoMode(QLineEdit::Password);
    m_more->setProperty("role", QStringLiteral("link"));
    m_more->setCheckable(true);
    m_more->setText(tr("Ad&vanced"));
    m_more->setAccessibleName(tr("Show or hide server, transport, encryption and more"));
    column->addWidget(m_more, 0, Qt::AlignLeft);
    m_advanced = makeAdvanced();
    column->addWidget(m_advanced);
    connect(m_more, &Button::toggled, this, &AccountInputs::setAdvancedVisible);
    setAdvancedVisible(false);
    setSettings({});
    tabInLayoutOrder(*this);
}

QLineEdit *AccountInputs::addField(QVBoxLayout *column, const QString &label, const QString &sentence)
{
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    auto *field = new QLineEdit(this);
    field->setAccessibleName(sentence);
    field->setMaxLength(longestField);
    caption->setBuddy(field);
    column->addWidget(caption);
    column->addWidget(field);
    column->addSpacing(metrics::gapTiny);
    connect(field, &QLineEdit::textEdited, this, &AccountInputs::edited);
    connect(field, &QLineEdit::returnPressed, this, &AccountInputs::submitted);
    return field;
}

ChoiceBox *AccountInputs::addChoice(
    QVBoxLayout *column, const QString &label, const QString &sentence, const QStringList &choices)
{
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    auto *box = new ChoiceBox(this);
    box->addItems(choices);
    box->setMinimumHeight(metrics::minTarget);
    box->setAccessibleName(sentence);
    caption->setBuddy(box);
    column->addWidget(caption);
    column->addWidget(box);
    column->addSpacing(metrics::gapTiny);
    connect(box, &ChoiceBox::currentIndexChanged, this, &AccountInputs::edited);
    return box;
}

/// How the sound gets through a router between us and the other side.
void AccountInputs::addWays(QVBoxLayout *column)
{
    m_ice = addChoice(column, tr("&Ways for the sound (ICE)"),
        tr("Whether several ways for the sound are tried, and the best one taken"),
        {tr("Where the other side can"), tr("Always"), tr("Never")});
    m_stun = addField(column, tr("&Helper server (STUN)"),
        tr("A STUN server, which says how this computer is seen from outside"));
    m_stun->setPlaceholderText(tr("none"));
    m_turn = addField(column, tr("&Relay server (TURN)"),
        tr("A TURN server, which passes the sound on where there is no other way"));
    m_turn->setPlaceholderText(tr("none"));
    m_turnPassword = addField(column, tr("Password of the re&lay"),
        tr("The password of the relay server, if it is not that of the address"));
    m_turnPassword->setEchoMode(QLineEdit::Password);
    setTurnPasswordHint({});
}

QWidget *AccountInputs::makeAdvanced()
{
    auto *advanced = new QWidget(this);
    QVBoxLayout *column = makeColumn(advanced);
    m_displayName = addField(column, tr("Your &name"), tr("The name that others see when you call"));
    m_authUser = addField(
        column, tr("Sign-in &user"), tr("The user to sign in with, if it is not that of the address"));
    m_authUser->setPlaceholderText(tr("as in the address"));
    m_server = addField(column, tr("&Server"), tr("The server, if it is not that of the address"));
    m_server->setPlaceholderText(tr("as in the address"));
    m_transport = addChoice(column, tr("&Transport"), tr("How the server is reached"),
        {tr("Automatic"), tr("UDP"), tr("TCP"), tr("TLS"), tr("Secure WebSocket")});
    m_proxy = addField(column, tr("&Outbound proxy"), tr("A proxy that everything goes through"));
    m_proxy->setPlaceholderText(tr("none"));
    m_encryption = addChoice(column, tr("&Encryption of the sound"),
        tr("How the sound of calls is encrypted"),
        {tr("None"), tr("Where the other side can"), tr("Always, keys by SDES"), tr("Always, keys by DTLS")});
    addWays(column);
    m_pickupCode = addField(column, tr("Pic&k-up code"),
        tr("The code for taking a call that rings at a favourite, where the server needs one, such as **"));
    m_pickupCode->setPlaceholderText(tr("none"));
    m_caFile = addField(column, tr("Certificate &authority"),
        tr("A file with the certificates to trust, besides those of the system"));
    m_caFile->setPlaceholderText(tr("those of the system"));
    auto *choose = new Button(tr("Choose a &file…"), advanced);
    column->addWidget(choose, 0, Qt::AlignLeft);
    connect(choose, &Button::clicked, this, &AccountInputs::browse);
    column->addSpacing(metrics::gapTiny);
    column->addLayout(makeRegisters(advanced));
    return advanced;
}

// A check box does not wrap its text; a label beside it does.
QLayout *AccountInputs::makeRegisters(QWidget *parent)
{
    auto *caption = new QLabel(tr("S&ign in, so that calls find me"), parent);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setMinimumHeight(metrics::minTarget);
    m_registers = new QCheckBox(parent);
    m_registers->setMinimumHeight(metrics::minTarget);
    m_registers->setAccessibleName(caption->text().remove(QLatin1Char('&')));
    caption->setBuddy(m_registers);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_registers, 0, Qt::AlignTop);
    line->addWidget(caption, 1);
    connect(m_registers, &QCheckBox::toggled, this, &AccountInputs::edited);
    return line;
}

void AccountInputs::setSettings(const AccountSettings &settings)
{
    m_settings = settings;
    const ServerParts parts = splitServer(settings.server, settings.aor);
    m_address->setText(shortAddress(settings.aor));
    m_displayName->setText(settings.displayName);
    m_authUser->setText(settings.authUser);
    m_server->setText(parts.typed);
    m_transport->setCurrentIndex(int(parts.transport));
    m_proxy->setText(settings.outboundProxy);
    m_encryption->setCurrentIndex(int(settings.mediaEncryption));
    m_ice->setCurrentIndex(indexOf(settings.ice));
    m_stun->setText(settings.stunServer);
    m_turn->setText(settings.turnUri);
    m_pickupCode->setText(settings.pickupCode);
    m_caFile->setText(settings.caFile);
    m_registers->setChecked(settings.registers);
}

AccountSettings AccountInputs::settings() const
{
    AccountSettings settings = m_settings;
    // An address that was only shown keeps the scheme and the parameters it came with.
    if (m_address->text() != shortAddress(m_settings.aor))
        settings.aor = composeAor(m_address->text());
    settings.displayName = m_displayName->text().trimmed();
    settings.authUser = m_authUser->text().trimmed();
    settings.server
        = composeServer(m_server->text(), ServerTransport(m_transport->currentIndex()), settings.aor);
    settings.outboundProxy = m_proxy->text().trimmed();
    settings.mediaEncryption = Encryption(m_encryption->currentIndex());
    settings.ice = iceChoices[size_t(m_ice->currentIndex())];
    settings.stunServer = m_stun->text().trimmed();
    settings.turnUri = composeTurn(m_turn->text(), m_turnPassword->text());
    settings.pickupCode = m_pickupCode->text().trimmed();
    settings.caFile = m_caFile->text().trimmed();
    settings.registers = m_registers->isChecked();
    return settings;
}

QString AccountInputs::password() const
{
    return m_password->text();
}

void AccountInputs::setPasswordHint(const QString &text)
{
    m_password->setPlaceholderText(text);
}

void AccountInputs::setTurnPasswordHint(const QString &text)
{
    m_turnPassword->setPlaceholderText(text.isEmpty() ? tr("that of the address") : text);
}

QString AccountInputs::typedAddress() const
{
    return m_address->text();
}

void AccountInputs::focusAddress()
{
    m_address->setFocus(Qt::OtherFocusReason);
}

void AccountInputs::focusPassword()
{
    m_password->setFocus(Qt::OtherFocusReason);
}

void AccountInputs::clear()
{
    m_password->clear();
    m_turnPassword->clear();
    m_more->setChecked(false);
    setSettings({});
}

void AccountInputs::browse()
{
    auto *dialog = new QFileDialog(this, tr("Certificate authority"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_caFile->setText(file);
        Q_EMIT edited();
    });
    dialog->open(); // no nested loop
}

void AccountInputs::setAdvancedVisible(bool visible)
{
    m_advanced->setVisible(visible);
    m_more->setIcon(themedIcon(visible ? Icon::Collapse : Icon::Expand, Tone::Accent));
}

} // namespace carillon
