// The rows of the page, read from its data element: columns as typed arrays, texts by index.

const NONE = -2147483648;
const DAY_MS = 86400000;
const FACTS = ['ASSERTED', 'REPORTED', 'PLANNED', 'POSSIBLE', 'CONDITIONAL', 'NEGATED'];
const FACT_NAMES = {
  ASSERTED: 'happened, stated', REPORTED: 'reported', PLANNED: 'planned', POSSIBLE: 'possible', CONDITIONAL: 'conditional',
  NEGATED: 'did not happen',
};
// A date that rests on these is a guess from grammar or layout: not enough to call an event expected.
const WEAK_BASES = new Set(['TENSE', 'NONE', 'REPORTING']);

const data = JSON.parse(document.getElementById('data').textContent);
const { strings, sentences, articles, grammar, times, evidence, expressions } = data;
const cells = data.events;
const total = cells.articles.length;

function typed(values) {
  return Int32Array.from(values);
}

const rows = {
  article: typed(cells.articles), grammar: typed(cells.grammar), time: typed(cells.times), evidence: typed(cells.evidence),
  expression: typed(cells.expressions), sentence: typed(cells.sentence), at: typed(cells.char_start),
  triggerAt: typed(cells.trigger_at), mentionAt: typed(cells.mention_at),
  context: typed(cells.context), contextAt: typed(cells.context_at),
};
for (const name of ['trigger', 'lemma', 'agent', 'agent_antecedent', 'patient', 'place', 'reported_by', 'edtf']) {
  rows[name] = typed(cells[name]);
}
for (const name of ['earliest_start', 'latest_start', 'earliest_end', 'latest_end', 'best_start', 'best_end']) {
  rows[name] = days(times[name]);
}
rows.published = Int32Array.from(rows.article, (article) => articles.published_on[article] ?? NONE);
rows.fact = Uint8Array.from(rows.grammar, (place) => Math.max(0, FACTS.indexOf(strings[grammar.factuality[place]])));
rows.from = new Int32Array(total);
rows.to = new Int32Array(total);
for (let row = 0; row < total; row += 1) bound(row);

function days(relative) {
  const found = new Int32Array(total);
  for (let row = 0; row < total; row += 1) {
    const value = relative[cells.times[row]];
    found[row] = value === null ? NONE : value + (articles.published_on[cells.articles[row]] ?? 0);
  }
  return found;
}

function first(...values) {
  return values.find((value) => value !== NONE) ?? NONE;
}

// The first and the last day that an event is drawn on; both NONE when nothing dates it.
function bound(row) {
  const { earliest_start: a, latest_start: b, earliest_end: c, latest_end: d, best_start: s, best_end: e } = rows;
  rows.from[row] = first(a[row], s[row], b[row], c[row], d[row]);
  rows.to[row] = Math.max(first(d[row], e[row], c[row], b[row], a[row]), rows.from[row]);
}

function text(column, row) {
  return strings[rows[column][row]];
}

function ofGroup(group, table, name, row) {
  const value = table[name][rows[group][row]];
  return value;
}

function grammarOf(row, name) { return strings[ofGroup('grammar', grammar, name, row)]; }
function evidenceOf(row, name) { return strings[ofGroup('evidence', evidence, name, row)]; }
function expressionOf(row, name) { return strings[ofGroup('expression', expressions, name, row)] ?? ''; }
function articleOf(row, name) { return strings[ofGroup('article', articles, name, row)]; }
function confidenceOf(row) { return evidence.time_confidence[rows.evidence[row]]; }
function isApproximate(row) { return expressions.approximate[rows.expression[row]] === 1; }

// When the event is due: the best date, else the latest one.
function due(row) { return first(rows.best_start[row], rows.latest_start[row], rows.latest_end[row]); }
function dueEnd(row) { return first(rows.best_end[row], rows.latest_end[row], rows.latest_start[row]); }

// Told as past is not told ahead, whatever day the words were read as.
function isToldAsPast(row) {
  return grammarOf(row, 'tense') === 'PAST' && ['ASSERTED', 'REPORTED'].includes(FACTS[rows.fact[row]]);
}

// The same rule as `dateline upcoming` (UPCOMING in flows/queries.py).
function isExpected(row) {
  return due(row) !== NONE && rows.published[row] !== NONE && due(row) > rows.published[row]
    && grammarOf(row, 'polarity') === 'POS' && FACTS[rows.fact[row]] !== 'NEGATED'
    && !WEAK_BASES.has(evidenceOf(row, 'time_basis')) && !isToldAsPast(row);
}

// ---- dates

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function asDate(day) { return new Date(day * DAY_MS); }

function dayOf(year, month, date) {
  const at = new Date(0);
  at.setUTCFullYear(year, month, date);
  return Math.round(at.getTime() / DAY_MS);
}

function iso(day) {
  if (day === NONE) return '';
  const at = asDate(day);
  const year = String(at.getUTCFullYear()).padStart(4, '0');
  return `${year}-${String(at.getUTCMonth() + 1).padStart(2, '0')}-${String(at.getUTCDate()).padStart(2, '0')}`;
}

function readIso(value) {
  const parts = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(value);
  return parts ? dayOf(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : NONE;
}

// The shortest exact name of a range of days: 3 Mar 2025, Mar 2025, 2025, 1980s, 3 – 9 Mar 2025.
function range(from, to) {
  if (from === NONE && to === NONE) return 'no date';
  if (from === NONE) return `until ${range(to, to)}`;
  if (to === NONE) return `from ${range(from, from)}`;
  const a = asDate(from), b = asDate(to), after = asDate(to + 1);
  const [y, z] = [a.getUTCFullYear(), b.getUTCFullYear()];
  if (from === to) return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} ${y}`;
  const starts = a.getUTCDate() === 1, ends = after.getUTCDate() === 1;
  const whole = starts && ends && a.getUTCMonth() === 0 && b.getUTCMonth() === 11;
  if (whole) return y === z ? `${y}` : y % 10 === 0 && z === y + 9 ? `${y}s` : `${y} – ${z}`;
  if (starts && ends) {
    const last = `${MONTHS[b.getUTCMonth()]} ${z}`;
    if (y === z && a.getUTCMonth() === b.getUTCMonth()) return last;
    return `${MONTHS[a.getUTCMonth()]}${y === z ? '' : ` ${y}`} – ${last}`;
  }
  const end = `${b.getUTCDate()} ${MONTHS[b.getUTCMonth()]} ${z}`;
  if (y !== z) return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} ${y} – ${end}`;
  if (a.getUTCMonth() !== b.getUTCMonth()) return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} – ${end}`;
  return `${a.getUTCDate()} – ${end}`;
}

function when(row) {
  const { best_start, best_end, earliest_start, latest_start, earliest_end, latest_end } = rows;
  if (best_start[row] !== NONE) return range(best_start[row], best_end[row]);
  if (earliest_start[row] !== NONE || latest_end[row] !== NONE) return range(earliest_start[row], latest_end[row]);
  if (latest_start[row] !== NONE) return `begun by ${range(latest_start[row], latest_start[row])}`;
  if (earliest_end[row] !== NONE) return `until ${range(earliest_end[row], earliest_end[row])} or later`;
  return 'no date';
}

// When something told ahead is due: a range that begins at the telling is only a deadline.
function whenDue(row) {
  const deadline = rows.best_start[row] === NONE && rows.latest_end[row] !== NONE && rows.earliest_start[row] <= rows.published[row] + 1;
  return deadline ? `by ${range(rows.latest_end[row], rows.latest_end[row])}` : when(row);
}

// What is stated of a day to come has not happened.
function claimName(row) {
  if (FACTS[rows.fact[row]] !== 'ASSERTED') return FACT_NAMES[FACTS[rows.fact[row]]];
  return due(row) !== NONE && due(row) > rows.published[row] && rows.published[row] !== NONE ? 'stated' : 'happened';
}

const UNITS = [[365.2425, 'year'], [30.44, 'month'], [7, 'week'], [1, 'day']];

function distance(days) {
  if (days === 0) return 'the same day';
  const [size, unit] = UNITS.find(([least]) => Math.abs(days) >= least * (least > 1 ? 1.5 : 1)) ?? UNITS[3];
  const count = Math.round(Math.abs(days) / size);
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}

// ---- elements

// An element with properties and children; texts become text nodes, never markup.
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key in made && key !== 'list') made[key] = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Words from an article: their direction is their own and ends with them.
function quoted(words, name = 'bdi') { return element(name, { dir: 'auto' }, words); }

function many(count, one) { return `${number(count)} ${one}${count === 1 ? '' : 's'}`; }
function number(value) { return (value ?? 0).toLocaleString('en'); }
function find(id) { return document.getElementById(id); }
