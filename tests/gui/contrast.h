// How well words stand out from their ground, as WCAG measures it.
#pragma once

#include <QColor>

#include <cmath>

namespace wd {

inline double luminance(const QColor& colour)
{
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

// From 1 (none) to 21.
inline double contrast(const QColor& a, const QColor& b)
{
    const double bright = qMax(luminance(a), luminance(b));
    const double dark = qMin(luminance(a), luminance(b));
    return (bright + 0.05) / (dark + 0.05);
}

} // namespace wd
