// Sets of people within SQL: quicker to make than the trees SQLite builds for IN, and put together outside of it.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// Makes these known on the connection; more than once does no harm. A set is a blob for IdSet::fromBytes(). Measures
// and happenings are values for these functions only, within one statement; columns stay with the connection until the
// file changes.
//   id_set(id)                                 aggregate: the set of all ids
//   set_ids(set)                               table with column id, ascending
//   held_columns(expression …)                 which of these expressions on person AS p are held for all people, a
//                                              letter each, 1 or 0; see Columns::hold()
//   column_values(expression)                  of one that is held: table with code, value, NULL too
//   coded_set(code, expression)                aggregate: who has one of the values of these codes; with that of NULL
//                                              also ids of nobody
//   keep_set(name, set), kept_set(name)        a set for later, until the file changes; NULL: none is kept
//   id_counts(id), id_sums(id, value), id_averages, id_minimums, id_maximums
//                                              aggregates: the measure of each id's rows; missing values are passed
//                                              over
//   keep_measures(measures, pointer)           puts them into the Measures that are bound as a pointer
//   decimal_sum(value), decimal_average(value) aggregates: NULL without any value; see measured.h
//   happened(person, at, event)                aggregate: happenings
//   followed_set(person, at, event, happenings, within)
//                                              aggregate: whose event is followed by another one of the happenings, not
//                                              before it and at most so many ms after it
// Errors: DatabaseFailed.
Result<void> addIdSets(Database& database);

} // namespace wd
