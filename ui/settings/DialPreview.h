#pragma once

#include <QWidget>
#include <functional>

class QLineEdit;

namespace carillon {

class TextLabel;

/// What becomes of a number that is typed, while it is typed.
class DialPreview final : public QWidget
{
    Q_OBJECT
public:
    using Preview = std::function<QString(const QString &typed)>;
    explicit DialPreview(Preview preview, QWidget *parent = nullptr);
    void refresh();

private:
    Preview m_preview;
    QLineEdit *m_typed;
    TextLabel *m_result;
};

} // namespace carillon
