// Sets of people as bitmaps within SQL: quicker to make and to ask than the trees SQLite builds for IN.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// Makes these known on the connection; more than once does no harm. A set has one bit per id; ids are small numbers in
// a row, so a million people take 125 kB. It is a value for these functions only, within one statement.
//   id_set(id)                                 aggregate: the set of all ids
//   id_measured(id, value, kind, op, meets, given …)  aggregate: ids whose values have a measure that meets a
//   comparison,
//                                              or, with meets 0, does not; kind and op are Measure::Kind and Operator
//                                              as numbers, `given` numbers. Count counts rows, others pass over missing
//                                              values.
//   in_set(set, id)                            0 or 1
//   common_set(set, set …)                     what is in all of them
//   set_ids(set)                               table with column id, ascending
// Errors: DatabaseFailed.
Result<void> addIdSets(Database& database);

} // namespace wd
