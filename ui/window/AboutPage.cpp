#include "AboutPage.h"

#include "Icons.h"
#include "TextLabel.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int pictureSide = 64;

} // namespace

AboutPage::AboutPage(QWidget *parent)
    : Page(tr("About"), Way::Back, parent)
{
    auto *picture = new QLabel(this);
    picture->setPixmap(applicationIcon().pixmap(pictureSide));
    picture->setAccessibleName(tr("The bell of Carillon"));
    const QString version = QCoreApplication::applicationVersion();
    auto *name = new TextLabel(version.isEmpty() ? tr("Carillon") : tr("Carillon %1").arg(version), this);
    name->setStep(TypeStep::Name);
    auto *what = new TextLabel(tr("A SIP telephone for the desktop. It speaks only to the servers you give "
                                  "it: no account with us, no telemetry."),
        this);
    auto *licence = new TextLabel(tr("Free software under the MIT licence."), this);
    licence->setTone(Tone::Second);
    auto *qt = new TextLabel(tr("Made with Qt %1.").arg(QLatin1String(qVersion())), this);
    qt->setTone(Tone::Second);
    for (QWidget *line : {static_cast<QWidget *>(picture), static_cast<QWidget *>(name),
             static_cast<QWidget *>(what), static_cast<QWidget *>(licence), static_cast<QWidget *>(qt)})
        body()->addWidget(line);
    body()->addStretch(1);
}

} // namespace carillon
