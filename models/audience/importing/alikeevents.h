// Finds events that were there before an import and are the same as one of its rows: overlapping exports bring them.
#pragma once

#include "models/audience/importing/valueparsing.h"
#include "models/storage/statement.h"

namespace wd {

// Of one kind of event.
class AlikeEvents {
public:
    using Period = std::pair<UtcMs, UtcMs>;
    // From the first to the last event of this kind; none: there is no such one.
    static Result<std::optional<Period>> period(Database& audience, qint64 name);

    // `numbers`: the columns of all properties that are numbers. `taken`: of all kinds, by id. Events from `firstOwn`
    // on are the import's own.
    AlikeEvents(Database& audience, qint64 name, qint64 firstOwn, const Period& period, const QByteArrayList& numbers,
        std::vector<bool>& taken);

    bool mayBeAt(UtcMs at) const { return at >= m_period.first && at <= m_period.second; }
    // Of the row that is asked for next: what it has in the column `numbers[index]`.
    void bindNumber(qsizetype index, const Cell& cell);
    // `properties`: the other ones as JSON, or nothing. An event that is there stands for one row: two rows alike need
    // two.
    Result<bool> find(qint64 person, UtcMs at, QByteArrayView properties);

private:
    Period m_period;
    std::vector<bool>& m_taken;
    Statement m_find;
};

} // namespace wd
