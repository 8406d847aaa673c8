#include "CallsBar.h"

#include "CallDrag.h"
#include "CallDropZone.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "Metrics.h"
#include "TabOrder.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace carillon {

CallLine::CallLine(const CallState &call, QWidget *parent)
    : QFrame(parent)
    , m_id(call.id)
    , m_sentence(new ElidedLabel(this))
    , m_elapsed(new ElapsedTime(TypeStep::Text, this))
    , m_show(new IconButton(Icon::Show, tr("Show this call"), IconButton::Shape::Flat, this))
    , m_answer(new IconButton(Icon::Phone, tr("Answer"), IconButton::Shape::Round, this))
    , m_end(new IconButton(Icon::HangUp, tr("Hang up"), IconButton::Shape::Round, this))
{
    setProperty("role", QStringLiteral("card"));
    m_sentence->setBold(true);
    m_answer->setLook(IconButton::Look::Answer);
    m_end->setLook(IconButton::Look::Danger);
    m_answer->setSide(metrics::minTarget);
    m_end->setSide(metrics::minTarget);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gap, metrics::gapTiny, metrics::gapSmall, metrics::gapTiny);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_elapsed);
    row->addWidget(m_show);
    row->addWidget(m_answer);
    row->addWidget(m_end);
    connect(m_show, &IconButton::clicked, this, [this] { Q_EMIT showRequested(m_id); });
    connect(m_answer, &IconButton::clicked, this, [this] { Q_EMIT answerRequested(m_id); });
    connect(m_end, &IconButton::clicked, this, [this] { Q_EMIT endRequested(m_id); });
    new CallDragHandle(*this, [this] {
        return CallDragHandle::Dragged{m_isEstablished ? m_id : QString(), m_name};
    });
    setCall(call, Key::None);
}

void CallLine::setCall(const CallState &call, Key key, const QString &holds)
{
    const OngoingPresentation shown = presentOngoing(call);
    m_name = shown.name;
    m_isEstablished = shown.established;
    m_sentence->setNames({shown.name});
    m_sentence->setText(shown.sentence);
    const bool runs = shown.timer == CallPresentation::Timer::Running;
    m_elapsed->setVisible(runs);
    m_elapsed->setElapsed(std::chrono::milliseconds(call.durationMs),
        runs ? ElapsedTime::Run::Running : ElapsedTime::Run::Stopped);
    m_answer->setVisible(shown.ringsHere);
    m_show->setVisible(!shown.ringsHere);
    m_answer->setSentence(holds.isEmpty() ? tr("Answer: %1").arg(shown.sentence)
                                          : tr("Answer: %1 (holds %2)").arg(shown.sentence, holds));
    m_show->setSentence(tr("Show the call: %1").arg(shown.sentence));
    m_end->setSentence((shown.ringsHere ? tr("Decline: %1") : tr("Hang up: %1")).arg(shown.sentence));
    m_answer->setKey(key == Key::Answers ? tr("F5", "key") : QString());
    m_end->setKey(key == Key::Answers ? tr("F6", "key") : QString());
}

CallsBar::CallsBar(QWidget *parent)
    : QWidget(parent)
    , m_rest(new TextLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    column->addWidget(m_rest);
    m_rest->setTone(Tone::Second);
    m_rest->hide();
    hide();
}

int CallsBar::lineHeight() const
{
    return std::max(metrics::minTarget, fontMetrics().height()) + 2 * metrics::gapTiny + 2
        + metrics::gapTiny; // with its border and the gap below
}

void CallsBar::setCalls(const QList<CallState> &calls)
{
    m_calls = calls;
    std::stable_partition(
        m_calls.begin(), m_calls.end(), [](const CallState &call) { return ringsHere(call); });
    render();
}

void CallsBar::setLineLimit(int limit)
{
    if (m_limit == limit)
        return;
    m_limit = limit;
    render();
}

void CallsBar::render()
{
    const QList<CallState> shown = m_calls.mid(0, m_limit);
    removeGone(shown);
    auto *column = static_cast<QVBoxLayout *>(layout());
    const bool stays = underMouse(); // then nothing changes its place
    bool isFirstRinging = true;
    int place = 0;
    for (const CallState &call : shown) {
        CallLine *line = lineOf(call.id);
        if (!line) {
            line = makeLine(call);
            const int at = stays ? int(m_lines.size()) : place;
            column->insertWidget(at, line);
            m_lines.insert(at, line);
        } else if (!stays && m_lines.indexOf(line) != place) {
            m_lines.move(m_lines.indexOf(line), place);
            column->removeWidget(line);
            column->insertWidget(place, line);
        }
        line->setCall(call, ringsHere(call) && isFirstRinging ? CallLine::Key::Answers : CallLine::Key::None,
            heldByAnswering());
        isFirstRinging = isFirstRinging && !ringsHere(call);
        ++place;
    }
    const int rest = int(m_calls.size() - shown.size());
    m_rest->setText(tr("and %n more", nullptr, rest));
    m_rest->setVisible(rest > 0);
    setVisible(!m_calls.isEmpty());
    tabInLayoutOrder(*window());
}

// A call that is dropped on another one is joined with it.
CallLine *CallsBar::makeLine(const CallState &call)
{
    auto *line = new CallLine(call, this);
    connect(line, &CallLine::showRequested, this, &CallsBar::showRequested);
    connect(line, &CallLine::answerRequested, this, &CallsBar::answerRequested);
    connect(line, &CallLine::endRequested, this, &CallsBar::endRequested);
    auto *zone = new CallDropZone(
        *line, [this, line](const QString &dragged, const QPoint &) -> std::optional<CallDropZone::Offer> {
            const auto one = std::find_if(m_calls.begin(), m_calls.end(),
                [&](const CallState &candidate) { return candidate.id == dragged; });
            if (one == m_calls.end() || !line->isEstablished())
                return std::nullopt;
            TransferOptions options;
            options.canRefer = one->canRefer;
            return CallDropZone::Offer{line->rect(),
                presentJoining(
                    {TransferTarget::Kind::LiveCall, line->name(), line->id()}, nameOf(*one), options)};
        });
    connect(zone, &CallDropZone::dropped, this, &CallsBar::joinRequested);
    return line;
}

QString CallsBar::heldByAnswering() const
{
    for (const CallState &call : m_calls) {
        if (call.phase == CallState::Phase::Established && !call.heldLocal)
            return nameOf(call);
    }
    return {};
}

void CallsBar::removeGone(const QList<CallState> &shown)
{
    const auto gone = [&](CallLine *line) {
        return std::none_of(
            shown.begin(), shown.end(), [&](const CallState &call) { return call.id == line->id(); });
    };
    for (CallLine *line : std::as_const(m_lines)) {
        if (gone(line)) {
            line->hide();
            layout()->removeWidget(line);
            line->deleteLater(); // one of its own buttons may be the reason
        }
    }
    m_lines.removeIf(gone);
}

CallLine *CallsBar::lineOf(const QString &id) const
{
    const auto known
        = std::find_if(m_lines.begin(), m_lines.end(), [&](CallLine *line) { return line->id() == id; });
    return known == m_lines.end() ? nullptr : *known;
}

} // namespace carillon
