// The same counts by DuckDB. duckdb.mjs MODULES FOLDER: reads one JSON object a line, {"rule", "today", "zoneHours"},
// counts, and answers with {"count", "ms"}, a line each.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [modules, folder] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + "/")("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(`CREATE TABLE people AS SELECT * FROM read_csv('${folder}/people.csv', all_varchar=false,
  types={'login_id':'VARCHAR','visitor_id':'VARCHAR','phone':'VARCHAR','birthday':'DATE'})`);
await connection.run(`CREATE TABLE events AS SELECT * FROM read_csv('${folder}/events.csv',
  types={'page':'VARCHAR','sku':'VARCHAR','shop':'VARCHAR','seconds':'DOUBLE','price':'DOUBLE','amount':'DOUBLE'})`);

const names = { view: 1, add_to_cart: 2, order: 3 };
const dayMs = 86400000;
const text = (value) => (typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value));

// The first millisecond of a day of the zone, so many days after today.
function dayStart(asked, days) {
  return Date.parse(asked.today + "T00:00:00Z") - asked.zoneHours * 3600000 + days * dayMs;
}

function range(period, asked) {
  if (period === undefined || period === "ever") return [];
  if (period === "today") return [dayStart(asked, 0), dayStart(asked, 1)];
  if (period === "yesterday") return [dayStart(asked, -1), dayStart(asked, 0)];
  if (period.lastDays) return [dayStart(asked, -period.lastDays), dayStart(asked, 0)];
  const of = (date, after) => Date.parse(date + "T00:00:00Z") - asked.zoneHours * 3600000 + after * dayMs;
  return [period.from && of(period.from, 0), period.to && of(period.to, 1)];
}

function compared(value, op, operand) {
  if (op === "between") return `${value} BETWEEN ${text(operand[0])} AND ${text(operand[1])}`;
  if (op === "in") return `${value} IN (${operand.map(text).join(",")})`;
  if (op === "contains") return `contains(${value}, ${text(operand)})`;
  if (op === "startsWith") return `starts_with(${value}, ${text(operand)})`;
  return `${value} ${op === "!=" ? "<>" : op} ${text(operand)}`;
}

function attribute(rule, asked) {
  if (rule.op === "empty") return `${rule.attribute} IS NULL`;
  if (rule.op === "notEmpty") return `${rule.attribute} IS NOT NULL`;
  if (rule.op === "anniversary") {
    const day = new Date(Date.parse(asked.today + "T00:00:00Z") + rule.value * dayMs).toISOString().slice(5, 10);
    return `coalesce(strftime(${rule.attribute}, '%m-%d') = '${day}', false)`;
  }
  if (rule.op === "!=") return `coalesce(${rule.attribute} <> ${text(rule.value)}, true)`;
  return `coalesce(${compared(rule.attribute, rule.op, rule.value)}, false)`;
}

function happenings(rule, asked, table = "e") {
  const all = [rule.event].flat().map((name) => names[name]);
  const parts = [`${table}.name IN (${all.join(",")})`];
  const [from, to] = range(rule.period, asked);
  if (from !== undefined) parts.push(`${table}.at >= ${from}`);
  if (to !== undefined) parts.push(`${table}.at < ${to}`);
  for (const one of rule.where ?? []) parts.push(compared(`${table}.${one.property}`, one.op, one.value));
  return parts.join(" AND ");
}

function event(rule, asked) {
  const from = `FROM events e WHERE ${happenings(rule, asked)}`;
  const kind = ["count", "sum", "average", "min", "max"].find((name) => rule[name]);
  if (!kind) return `id IN (SELECT person ${from})`;
  const { op, value, property } = rule[kind];
  const measure = kind === "count" ? "count(*)" : `${kind === "average" ? "avg" : kind}(e.${property})`;
  const zero = { "<": 0 < value, "<=": 0 <= value, "=": value === 0, "!=": value !== 0 }[op] ?? false;
  if (kind === "count" && zero)
    return `id NOT IN (SELECT person ${from} GROUP BY person HAVING NOT (${compared(measure, op, value)}))`;
  return `id IN (SELECT person ${from} GROUP BY person HAVING ${compared(measure, op, value)})`;
}

function sequence(rule, asked) {
  const within = Number(rule.within.slice(0, -1)) * { s: 1000, m: 60000, h: 3600000, d: dayMs }[rule.within.at(-1)];
  const [first, second] = rule.sequence;
  return `id IN (SELECT e.person FROM events e JOIN events f ON f.person = e.person AND f.at >= e.at
    AND f.at <= e.at + ${within} AND f.rowid <> e.rowid
    WHERE ${happenings(first, asked)} AND ${happenings(second, asked, "f")})`;
}

function condition(rule, asked) {
  if (rule.all) return rule.all.length ? `(${rule.all.map((one) => condition(one, asked)).join(" AND ")})` : "true";
  if (rule.any) return rule.any.length ? `(${rule.any.map((one) => condition(one, asked)).join(" OR ")})` : "false";
  if (rule.not) return `NOT (${condition(rule.not, asked)})`;
  if (rule.attribute) return attribute(rule, asked);
  return rule.sequence ? sequence(rule, asked) : event(rule, asked);
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const sql = `SELECT count(*) FROM people WHERE login_id IS NOT NULL AND ${condition(asked.rule, asked)}`;
  const begun = performance.now();
  const count = Number((await (await connection.runAndReadAll(sql)).getRows())[0][0]);
  console.log(JSON.stringify({ count, ms: performance.now() - begun }));
}
