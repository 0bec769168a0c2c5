// A template as people read it: 亲爱的〔姓名〕〔先生/女士〕 in place of its source.
#pragma once

#include <QString>

#include <functional>

namespace wd {

// On one line. `label`: the words for an attribute key. What is no template comes back as it is.
QString templateWords(const QString& source, const std::function<QString(const QString& key)>& label);

} // namespace wd
