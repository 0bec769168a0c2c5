// A small workspace where every condition on events, deliveries and lists selects some people and not others.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QTemporaryDir>

namespace wd {

Rule ruleOf(const QByteArray& json);

struct RuleWorld {
    void open(); // fails the test that calls it when anything goes wrong

    // Wednesday, 15 July 2026, 08:00 in Shanghai.
    const TimeFrame frame{1'784'073'600'000, QTimeZone("Asia/Shanghai")};
    QTemporaryDir folder;
    std::unique_ptr<Database> workspace;
    std::unique_ptr<Database> writer; // of the audience
    std::unique_ptr<Database> audience; // for reading, as counts see it
    Catalogue catalogue;
};

} // namespace wd
