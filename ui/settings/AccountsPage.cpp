#include "AccountsPage.h"

#include "Button.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "IconLabel.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {

AccountCard::AccountCard(const AccountSummary &account, QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(Icon::Pending, metrics::iconSize, this))
    , m_title(new ElidedLabel(this))
    , m_sentence(new TextLabel(this))
    , m_detail(new TextLabel(this))
    , m_connection(new Button(this))
    , m_details(new Button(tr("&Details"), this))
    , m_edit(new IconButton(Icon::Settings, tr("Change this account"), IconButton::Shape::Flat, this))
    , m_remove(new IconButton(Icon::Remove, tr("Remove this account"), IconButton::Shape::Flat, this))
    , m_question(new QWidget(this))
{
    setProperty("role", QStringLiteral("card"));
    m_title->setBold(true);
    m_detail->setTone(Tone::Second);
    m_detail->setStep(TypeStep::Hint);
    m_detail->hide();
    for (QPushButton *link : {m_connection, m_details})
        link->setProperty("role", QStringLiteral("link"));
    m_details->setCheckable(true);
    makeQuestion();
    arrange();
    connect(m_edit, &IconButton::clicked, this, [this] { Q_EMIT editRequested(id()); });
    connect(m_remove, &IconButton::clicked, this, [this] { askRemoval(m_question->isHidden()); });
    connect(m_details, &Button::toggled, m_detail, &TextLabel::setVisible);
    connect(m_connection, &Button::clicked, this,
        [this] { Q_EMIT connectionRequested(id(), m_account.state != Account::State::Registered); });
    setAccount(account);
}

void AccountCard::makeQuestion()
{
    auto *sure = new TextLabel(tr("Remove this account and its password?"), m_question);
    m_yes = new Button(tr("&Remove"), m_question);
    m_yes->setProperty("role", QStringLiteral("danger"));
    m_no = new Button(tr("&Keep"), m_question);
    auto *question = new QHBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->addWidget(sure, 1);
    question->addWidget(m_yes);
    question->addWidget(m_no);
    m_question->hide();
    connect(m_no, &Button::clicked, this, [this] { askRemoval(false); });
    connect(m_yes, &Button::clicked, this, [this] { Q_EMIT removeRequested(id()); });
}

void AccountCard::arrange()
{
    auto *header = new QHBoxLayout;
    header->setSpacing(metrics::gapSmall);
    header->addWidget(m_icon);
    header->addWidget(m_title, 1);
    header->addWidget(m_edit);
    header->addWidget(m_remove);
    auto *links = new QHBoxLayout;
    links->setSpacing(metrics::gapTiny);
    links->addWidget(m_connection);
    links->addWidget(m_details);
    links->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap, metrics::gapSmall, metrics::gapSmall, metrics::gapSmall);
    column->setSpacing(metrics::gapTiny);
    column->addLayout(header);
    column->addWidget(m_sentence);
    column->addWidget(m_detail);
    column->addLayout(links);
    column->addWidget(m_question);
}

void AccountCard::setAccount(const AccountSummary &account)
{
    m_account = account;
    const AccountPresentation shown = present(account);
    m_icon->setIcon(shown.icon, shown.tone);
    m_title->setText(shown.title);
    setAccessibleName(shown.title);
    m_sentence->setText(shown.sentence);
    m_sentence->setTone(shown.tone);
    m_detail->setText(account.detail);
    m_details->setVisible(!account.detail.isEmpty());
    if (account.detail.isEmpty())
        m_details->setChecked(false);
    const QString title = isolated(shown.title);
    m_edit->setSentence(tr("Change the account %1").arg(title));
    m_remove->setSentence(tr("Remove the account %1").arg(title));
    m_connection->setVisible(account.settings.registers);
    const bool in = account.state == Account::State::Registered;
    m_connection->setText(in                          ? tr("Sign &out")
            : account.state == Account::State::Failed ? tr("&Try again")
                                                      : tr("Sign &in"));
    m_connection->setAccessibleName((in               ? tr("Sign out: %1")
            : account.state == Account::State::Failed ? tr("Try again to sign in: %1")
                                                      : tr("Sign in: %1"))
                                        .arg(title));
    m_details->setAccessibleName(tr("What happened to %1, in detail").arg(title));
    m_yes->setAccessibleName(tr("Remove %1 and its password").arg(title));
    m_no->setAccessibleName(tr("Keep %1").arg(title));
    m_connection->setEnabled(
        in || account.state == Account::State::Failed || account.state == Account::State::Unregistered);
}

void AccountCard::askRemoval(bool asking)
{
    m_question->setVisible(asking);
    if (asking) // the safe answer is the one under Enter
        m_no->setFocus(Qt::OtherFocusReason);
}

AccountsPage::AccountsPage(QWidget *parent)
    : Page(tr("Accounts"), Way::Back, parent)
    , m_list(new QVBoxLayout)
    , m_empty(new TextLabel(tr("There is no account yet."), this))
{
    m_empty->setTone(Tone::Second);
    m_list->setSpacing(metrics::gapSmall);
    auto *add = new Button(tr("&Add an account"), this);
    add->setIcon(themedIcon(Icon::Add));
    connect(add, &Button::clicked, this, &AccountsPage::addRequested);
    body()->addWidget(m_empty);
    body()->addLayout(m_list);
    body()->addWidget(add);
    body()->addStretch(1);
}

void AccountsPage::setAccounts(const QList<AccountSummary> &accounts)
{
    m_empty->setVisible(accounts.isEmpty());
    const auto gone = [&](AccountCard *card) {
        return std::none_of(
            accounts.begin(), accounts.end(), [&](const auto &a) { return a.id == card->id(); });
    };
    for (AccountCard *card : std::as_const(m_cards)) {
        if (gone(card))
            card->deleteLater(); // one of its own buttons may be asking
    }
    m_cards.removeIf(gone);
    for (const AccountSummary &account : accounts) {
        const auto known = std::find_if(
            m_cards.begin(), m_cards.end(), [&](AccountCard *card) { return card->id() == account.id; });
        if (known != m_cards.end()) {
            (*known)->setAccount(account);
            continue;
        }
        auto *card = new AccountCard(account, this);
        m_cards.append(card);
        m_list->addWidget(card);
        connect(card, &AccountCard::editRequested, this, &AccountsPage::editRequested);
        connect(card, &AccountCard::removeRequested, this, &AccountsPage::removeRequested);
        connect(card, &AccountCard::connectionRequested, this, &AccountsPage::connectionRequested);
    }
    tabInLayoutOrder(*this);
}

} // namespace carillon
