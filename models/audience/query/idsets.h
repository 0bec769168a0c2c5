// Sets of people as bitmaps within SQL: quicker to make and to ask than the trees SQLite builds for IN.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// Makes these known on the connection; more than once does no harm. A set has one bit per id; ids are small numbers in
// a row, so a million people take 125 kB. It is a value for these functions only, within one statement.
//   id_set(id)                                 aggregate: the set of all ids
//   id_counts(id), id_sums(id, value), id_averages, id_minimums, id_maximums
//                                              aggregates: the measure of each id's rows; missing values are passed
//                                              over
//   measured_set(measures, op, meets, given)   ids whose measure meets a comparison, or, with meets 0, does not; op is
//                                              an Operator as its number, `given` a JSON array of numbers
//   decimal_sum(value), decimal_average(value) aggregates: NULL without any value; see measured.h
//   in_set(set, id)                            0 or 1
//   common_set(set, set …)                     what is in all of them
//   set_ids(set)                               table with column id, ascending
// Errors: DatabaseFailed.
Result<void> addIdSets(Database& database);

} // namespace wd
