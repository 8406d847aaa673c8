#include "RequestDelegate.h"

namespace carillon {

void RequestDelegate::tell(const Answer &answer) const
{
    const int code = answer.response.statusCode();
    const auto &callback = code == 100 ? onTrying
        : code < 200                   ? onProgress
        : code < 300                   ? onAccept
        : code < 400                   ? onRedirect
                                       : onReject;
    if (callback)
        callback(answer);
}

} // namespace carillon
