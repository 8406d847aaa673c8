#pragma once

#include "RecentModel.h"

#include <QWidget>
#include <functional>

class QLineEdit;

namespace carillon {

class DialPad;
class IconButton;
class RowList;
class TextLabel;

/// Which suggestion Enter calls in place of the text itself: a name that was begun, never a number or an
/// address. -1: the text.
int suggestionForEnter(const QString &text, const QList<HistoryEntry> &suggestions);

/// The one field: search, dial, paste. Suggestions live below it; the pad is a toggle.
class DialerPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Answers what fits a text, the best first.
    using Suggest = std::function<QList<HistoryEntry>(const QString &text)>;
    explicit DialerPanel(Suggest suggest, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    /// Puts @p target in the field to be confirmed; never calls by itself.
    void offer(const QString &target);
    /// Why the last call could not be placed; gone with the next key.
    void showRefusal(const QString &sentence);
    void setDialPadVisible(bool visible);
    bool isDialPadVisible() const;
    bool isSuggesting() const;
    void focusField();
    void typeCharacter(const QString &text); ///< what was typed elsewhere goes into the field

Q_SIGNALS:
    void dialRequested(const QString &target);
    void dialPadToggled(bool visible);
    void suggestingChanged(bool suggesting);
    void leftDownwards(); ///< Down with no suggestion to go to

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeField();
    void placeText();
    void textChanged(const QString &text);
    void enter();

    Suggest m_suggest;
    QLineEdit *m_field;
    IconButton *m_padButton;
    IconButton *m_call;
    TextLabel *m_hint;
    DialPad *m_pad;
    RowList *m_list;
    RecentModel *m_model;
    QList<HistoryEntry> m_suggestions;
};

} // namespace carillon
