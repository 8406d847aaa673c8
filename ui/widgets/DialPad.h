#pragma once

#include <QAbstractButton>

class QTimer;

namespace carillon {

/// One key: its digit, the letters below.
class DialKey final : public QAbstractButton
{
    Q_OBJECT
public:
    /// WhatEnterDoes::Dial: Enter is for the number, not for the key.
    enum class WhatEnterDoes { Press, Dial };
    DialKey(QChar digit, const QString &letters, WhatEnterDoes enter, QWidget *parent);
    QChar digit() const { return m_digit; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void entered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int tall() const;

    QChar m_digit;
    QString m_letters;
    WhatEnterDoes m_enter;
};

/// The twelve keys. Typing works while it has the focus. Where a number is composed (Plus::Allowed) holding 0
/// gives '+' and Enter dials.
class DialPad final : public QWidget
{
    Q_OBJECT
public:
    enum class Plus { Allowed, Refused };
    explicit DialPad(Plus plus, QWidget *parent = nullptr);
    DialKey *key(QChar digit) const;    ///< null for what is no key
    static bool isKey(QChar character); ///< 0-9, *, #

Q_SIGNALS:
    void pressed(QChar digit);
    void entered(QChar digit); ///< Enter on the key of @p digit, where a number is composed

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addKey(QChar digit, const QString &letters, Plus plus, int index);

    Plus m_plus;
    QList<DialKey *> m_keys;
    QTimer *m_held; // runs only while 0 is down
};

} // namespace carillon
