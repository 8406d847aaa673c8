#include "AccountForm.h"

#include "AccountInputs.h"
#include "Announcement.h"
#include "Button.h"
#include "TextLabel.h"

#include <QVBoxLayout>

namespace carillon {

AccountForm::AccountForm(QWidget *parent)
    : Page(tr("Account"), Way::Back, parent)
    , m_fields(new AccountInputs(this))
    , m_problem(new TextLabel(this))
    , m_save(new Button(tr("&Save"), this))
{
    m_problem->setTone(Tone::Danger);
    m_problem->hide();
    m_save->setProperty("role", QStringLiteral("primary"));
    body()->addWidget(m_fields);
    body()->addWidget(m_problem);
    body()->addWidget(m_save);
    body()->addStretch(1);
    connect(m_fields, &AccountInputs::submitted, this, &AccountForm::submit);
    connect(m_fields, &AccountInputs::edited, m_problem, &TextLabel::hide);
    connect(m_save, &Button::clicked, this, &AccountForm::submit);
}

void AccountForm::startAdding()
{
    m_id.clear();
    m_fields->clear();
    m_fields->setPasswordHint({});
    m_fields->setTurnPasswordHint({});
    m_save->setText(tr("&Add this account"));
    m_problem->hide();
    m_fields->focusAddress();
}

void AccountForm::startChanging(const QString &id, const AccountSettings &settings, Kept kept)
{
    m_id = id;
    m_fields->clear();
    m_fields->setSettings(settings);
    const auto hint
        = [](Password password) { return password == Password::Stored ? tr("unchanged") : QString(); };
    m_fields->setPasswordHint(hint(kept.account));
    m_fields->setTurnPasswordHint(hint(kept.turn));
    m_save->setText(tr("&Save"));
    m_problem->hide();
    m_fields->focusAddress();
}

void AccountForm::askForPassword(const QString &why)
{
    m_fields->setPasswordHint({});
    showProblem(why);
    m_fields->focusPassword();
}

void AccountForm::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    if (sentence.isEmpty())
        return;
    bringIntoView(*m_problem);
    announce(*m_problem, sentence);
}

void AccountForm::submit()
{
    const QString problem = addressProblem(m_fields->typedAddress());
    showProblem(problem);
    if (!problem.isEmpty())
        return;
    const QString password = m_fields->password();
    if (m_id.isEmpty())
        Q_EMIT addRequested(m_fields->settings(), password);
    else
        Q_EMIT changeRequested(
            m_id, m_fields->settings(), password.isEmpty() ? std::nullopt : std::optional(password));
}

} // namespace carillon
