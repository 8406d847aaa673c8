#pragma once

#include "Random.h"
#include "Resolver.h"

namespace carillon {

/// RFC 2782: by priority, within one priority drawn by weight. Records whose target is "." are left out.
QList<ServiceRecord> inOrderOfUse(QList<ServiceRecord> records, Random &random);

} // namespace carillon
