#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace carillon {

/// A screen inside the main window: a title with a way back, and a body that scrolls when the window is low.
class Page : public QWidget
{
    Q_OBJECT
public:
    enum class Way { Back, None };
    Page(const QString &title, Way way, QWidget *parent = nullptr);
    QString title() const { return m_title; }
    /// What has the keyboard when the page is shown: the first that can be used, beside the way back.
    virtual QWidget *firstFocus() const;

Q_SIGNALS:
    void backRequested();

protected:
    /// Rows go here, top to bottom.
    QVBoxLayout *body() const { return m_body; }
    /// Scrolls until @p part of the body, which may just have been shown, and what stands close to it are
    /// seen.
    void bringIntoView(QWidget &part);
    /// Scrolls until @p part of the body is the first that is seen, as far as the body reaches.
    void bringToTop(QWidget &part);
    void keyPressEvent(QKeyEvent *event) override; // Esc goes back, page keys scroll

private:
    QString m_title;
    Way m_way;
    QWidget *m_back = nullptr;
    QVBoxLayout *m_body;
    QScrollArea *m_scroll;
};

/// A line across, in the colour of borders.
QWidget *makeRule(QWidget *parent);

} // namespace carillon
