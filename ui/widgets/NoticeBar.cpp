#include "NoticeBar.h"

#include "Announcement.h"
#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace carillon {
namespace {

constexpr int mostNotices = 8; // a flapping device must not fill the memory

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new TextLabel(this))
    , m_action(new Button(this))
    , m_close(new IconButton(Icon::Close, tr("Put this notice away"), IconButton::Shape::Flat, this))
{
    setProperty("role", QStringLiteral("card"));
    m_sentence->setTone(Tone::Attention);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gap, metrics::gapTiny, metrics::gapTiny, metrics::gapTiny);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_action);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &IconButton::clicked, this, &NoticeBar::dismiss);
    connect(m_action, &Button::clicked, this, [this] {
        const QString code = m_notices.isEmpty() ? QString() : m_notices.first().code;
        dismiss();
        Q_EMIT accepted(code);
    });
    hide();
}

void NoticeBar::addNotice(const QString &code, const QString &sentence, Weight weight)
{
    put({code, sentence, QString(), weight});
}

void NoticeBar::ask(const QString &code, const QString &sentence, const QString &action)
{
    put({code, sentence, action, Weight::Attention});
    m_action->setFocus();
}

QString NoticeBar::sentence() const
{
    return m_notices.isEmpty() ? QString() : m_notices.first().sentence;
}

void NoticeBar::dismiss()
{
    if (!m_notices.isEmpty())
        m_notices.removeFirst();
    showFirst();
}

void NoticeBar::remove(const QString &code)
{
    if (m_notices.removeIf([&](const Notice &notice) { return notice.code == code; }) > 0)
        showFirst();
}

void NoticeBar::removeSentence(const QString &sentence)
{
    if (m_notices.removeIf([&](const Notice &notice) { return notice.sentence == sentence; }) > 0)
        showFirst();
}

void NoticeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void NoticeBar::put(Notice notice)
{
    m_notices.removeIf([&](const Notice &other) { return other.code == notice.code; });
    auto place = m_notices.begin();
    if (notice.weight == Weight::Quiet) {
        place = std::find_if(m_notices.begin(), m_notices.end(),
            [](const Notice &other) { return other.weight == Weight::Quiet; });
    }
    m_notices.insert(place, std::move(notice));
    if (m_notices.size() > mostNotices)
        m_notices.removeLast();
    showFirst();
}

void NoticeBar::showFirst()
{
    setVisible(!m_notices.isEmpty());
    if (m_notices.isEmpty()) {
        m_sentence->setText({}); // the next is news, also when it says the same
        return;
    }
    const Notice &notice = m_notices.first();
    m_sentence->setTone(notice.weight == Weight::Quiet ? Tone::Second : Tone::Attention);
    const bool isNew = m_sentence->text() != notice.sentence;
    m_sentence->setText(notice.sentence);
    m_action->setVisible(!notice.action.isEmpty());
    m_action->setText(withoutMnemonic(notice.action));
    m_action->setAccessibleDescription(notice.sentence);
    setAccessibleName(notice.sentence);
    if (isNew)
        announce(*this, notice.sentence);
}

} // namespace carillon
