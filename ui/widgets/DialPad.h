#pragma once

#include <QAbstractButton>

class QTimer;

namespace carillon {

/// One key: its digit, the letters below.
class DialKey final : public QAbstractButton
{
    Q_OBJECT
public:
    DialKey(QChar digit, const QString &letters, QWidget *parent);
    QChar digit() const { return m_digit; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QChar m_digit;
    QString m_letters;
};

/// The twelve keys. Typing works while it has the focus; holding 0 gives '+' where plusAllowed.
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

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addKey(QChar digit, const QString &letters, int index);

    QList<DialKey *> m_keys;
    QTimer *m_held; // runs only while 0 is down
};

} // namespace carillon
