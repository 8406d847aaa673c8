#pragma once

#include "AccountPresentation.h"

#include <QAbstractButton>

namespace carillon {

/// How the accounts stand, in words, at the top of the main window; a click opens them.
class StatusButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StatusButton(QWidget *parent = nullptr);
    void setStatus(const StatusPresentation &status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int heightOfTwoLines() const;
    QString linesFor(int width) const;

    StatusPresentation m_status;
};

} // namespace carillon
