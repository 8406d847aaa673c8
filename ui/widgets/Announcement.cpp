#include "Announcement.h"

#include <QAccessible>
#include <QAccessibleObject>
#include <QWidget>

namespace carillon {
namespace {

constexpr int voicesOfAWindow = 4; // a reader asks for the words later, when the next may be due

/// Says one sentence. A child of the window, but nothing that is walked over.
class Voice final : public QObject
{
public:
    using QObject::QObject;
    QString sentence;
};

class VoiceInterface final : public QAccessibleObject
{
public:
    explicit VoiceInterface(Voice *voice)
        : QAccessibleObject(voice)
    {
    }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(object()->parent());
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? static_cast<const Voice *>(object())->sentence : QString();
    }
    QAccessible::Role role() const override { return QAccessible::Notification; }
    QAccessible::State state() const override { return {}; } // neither invisible nor anything else
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String(QObject::staticMetaObject.className()))
        return nullptr;
    auto *voice = dynamic_cast<Voice *>(object);
    return voice ? new VoiceInterface(voice) : nullptr; // Qt owns it
}

/// That which has been silent for longest.
Voice &nextVoice(QWidget &window)
{
    static const bool isKnown = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isKnown)
    QList<Voice *> voices;
    for (QObject *child : window.children()) {
        if (auto *voice = dynamic_cast<Voice *>(child))
            voices.append(voice);
    }
    if (voices.size() < voicesOfAWindow)
        return *new Voice(&window);
    voices.constFirst()->setParent(nullptr);
    voices.constFirst()->setParent(&window); // to the end of the children
    return *voices.constFirst();
}

} // namespace

void announce(QWidget &place, const QString &sentence)
{
    QWidget *window = place.window();
    if (sentence.isEmpty() || !window->isVisible())
        return;
    QAccessibleEvent alert(&place, QAccessible::Alert); // where Qt passes it on
    QAccessible::updateAccessibility(&alert);
    Voice &voice = nextVoice(*window);
    voice.sentence = sentence;
    QAccessibleEvent renamed(&voice, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&renamed);
    QAccessibleEvent shown(&voice, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&shown);
}

} // namespace carillon
