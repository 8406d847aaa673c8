#pragma once

#include "SessionContext.h"

namespace carillon {

class Session::Private final : public SessionContext
{
public:
    using SessionContext::SessionContext;
};

} // namespace carillon
