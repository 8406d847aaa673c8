#include "PathField.h"

#include "IconButton.h"
#include "Metrics.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

namespace carillon {

PathField::PathField(PathKind kind, const QString &subject, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_subject(subject)
    , m_field(new QLineEdit(this))
    , m_row(new QHBoxLayout(this))
{
    m_field->setMinimumHeight(metrics::minTarget);
    auto *choose = new IconButton(Icon::Folder, tr("Choose: %1").arg(subject), IconButton::Shape::Flat, this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::gapTiny);
    m_row->addWidget(m_field, 1);
    m_row->addWidget(choose);
    connect(choose, &IconButton::clicked, this, &PathField::browse);
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        if (!m_field->isModified())
            return;
        m_field->setModified(false);
        Q_EMIT chosen(path());
    });
}

void PathField::setPlaceholder(const QString &text)
{
    m_field->setPlaceholderText(text);
}

void PathField::setPath(const QString &path)
{
    if (!m_field->isModified() || !m_field->hasFocus())
        m_field->setText(path);
}

QString PathField::path() const
{
    const QString typed = m_field->text().trimmed();
    return typed.startsWith(QLatin1String("~/")) ? QDir::homePath() + typed.mid(1) : typed;
}

void PathField::addButton(QWidget &button)
{
    m_row->addWidget(&button);
}

void PathField::browse()
{
    auto *dialog = new QFileDialog(this, m_subject, path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_kind == PathKind::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, m_kind == PathKind::Folder);
    if (m_kind == PathKind::Sound)
        dialog->setNameFilters(
            {tr("Sound files (*.wav *.ogg *.oga *.opus *.flac *.mp3 *.aiff)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_field->setText(file);
        Q_EMIT chosen(file);
    });
    dialog->open(); // no nested loop
}

} // namespace carillon
