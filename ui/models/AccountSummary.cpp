#include "AccountPresentation.h"

namespace carillon {

AccountSummary summarise(const Account &account)
{
    return {.id = account.id(),
        .settings = account.settings(),
        .state = account.state(),
        .ready = account.isReady(),
        .tryOut = account.isTryOut(),
        .contact = account.contact(),
        .reason = account.reason(),
        .detail = account.detail()};
}

} // namespace carillon
