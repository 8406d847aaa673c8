#pragma once

#include "RecentModel.h"
#include "Suggestions.h"

#include <QWidget>

class QLineEdit;

namespace carillon {

class DialPad;
class IconButton;
class RowList;
class TextLabel;

/// The one field: search, dial, paste. Suggestions live below it; the pad is a toggle.
class DialerPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit DialerPanel(Suggest suggest, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    /// That of each account: an address at home is told without it.
    void setDomains(const QHash<QString, QString> &domains);
    /// Puts @p target in the field to be confirmed; never calls by itself.
    void offer(const QString &target);
    /// Why the last call could not be placed; gone with the next key.
    void showRefusal(const QString &sentence);
    void setDialPadVisible(bool visible);
    bool isDialPadVisible() const; ///< wished for; a low window may have no room
    void setRoomForPad(bool hasRoom);
    int rowHeight() const; ///< of the field
    int padHeight() const;
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
    bool m_hasRoomForPad = true;
    RowList *m_list;
    RecentModel *m_model;
    QList<HistoryEntry> m_suggestions;
    QHash<QString, QString> m_domains;
};

} // namespace carillon
