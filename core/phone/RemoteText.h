#pragma once

#include <QByteArrayView>
#include <QString>

namespace carillon {

/// Text that came from the network, as it may be shown to a person: plain, on one line, bounded. Control
/// characters, line and bidirectional controls and invisible format characters are removed (zero-width
/// joiners stay: names of many languages need them), runs of white space become one space, piles of combining
/// marks are cut. Never markup: a view shows it as plain text.
QString remoteText(QStringView text, qsizetype maxCharacters = 120);
/// UTF-8; bytes that are none become U+FFFD.
QString remoteText(QByteArrayView utf8, qsizetype maxCharacters = 120);

} // namespace carillon
