// The filters of the template language: what `| name: arguments` does to a value, as in LiquidJS.
#pragma once

#include "models/campaigns/templatevalue.h"

#include <QStringView>

#include <vector>

namespace wd {

// What a filter may use besides its input. A result beyond `room` UTF-16 units is not built: `tooLarge` is set instead.
struct TemplateFilterContext {
    const QTimeZone& zone;
    UtcMs now = 0;
    qsizetype room = 0;
    bool tooLarge = false;
};

using TemplateArguments = std::vector<TemplateValue>;

struct TemplateFilter {
    const char16_t* name;
    int fewest;
    int most; // arguments
    TemplateValue (*apply)(
        const TemplateValue& input, const TemplateArguments& arguments, TemplateFilterContext& context);
    bool isDefault = false; // replaces what is missing; knows allow_false
};

// nullptr when there is none of that name.
const TemplateFilter* templateFilter(QStringView name);
QStringList templateFilterNames();

} // namespace wd
