#pragma once

#include <QStringList>

namespace carillon {

/// Where the control socket of a profile may be, the best place first: in the profile, or under a short name
/// in the runtime folder of the user, as a socket's path has at most 107 bytes. Server and client try the
/// same places in the same order.
QStringList controlPaths(const QString &profileDirectory);
/// Makes the folder of @p path when it is ours to make. @returns whether it belongs to this user and to
/// nobody else.
bool isPrivatePlace(const QString &path);

} // namespace carillon
