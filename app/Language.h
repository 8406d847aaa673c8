#pragma once

#include <QLocale>
#include <QTranslator>

namespace carillon {

/// The language in which the program speaks: the first of those the system asks for that lies in
/// translations/, else English. Windows are laid out as it is written. Belongs to the application that exists
/// when it is made, and goes before it.
class Language final
{
public:
    explicit Language(const QLocale &system = QLocale::system());

    ~Language();

    QString name() const { return m_sentences.language(); } ///< "de_DE"

private:
    void turn(Qt::LayoutDirection direction);

    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    QTranslator m_sentences;
    QTranslator m_qt; ///< the buttons and menus that are Qt's own, where its translations are installed
};

} // namespace carillon
