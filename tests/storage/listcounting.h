// What would become of a list's file, counted to its end.
#pragma once

#include "models/audience/segments/listupload.h"

namespace wd {

inline Result<ListUploadReport> countList(Database& audience, const QString& file, const ListUploadOptions& options)
{
    const Result<std::unique_ptr<ListCount>> count = ListCount::open(audience, file, options);
    if (!count)
        return count.error();
    for (;;) {
        const Result<bool> more = (*count)->go(1);
        if (!more)
            return more.error();
        if (!*more)
            return (*count)->report();
    }
}

} // namespace wd
