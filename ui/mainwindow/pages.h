// Which page stands behind which route.
#pragma once

#include "ui/shared/pagecontext.h"

namespace wd {

class Page;

bool hasPage(const QString& route);
// Null when no page stands behind the route.
Page* makePage(const QString& route, const PageContext& context, const QVariantMap& arguments, QWidget* parent);

} // namespace wd
