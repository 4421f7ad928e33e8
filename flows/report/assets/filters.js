// Which rows are shown: six filters and a search; every view listens.

const listeners = [];
const view = { chosen: [], dated: [] };

// Rows in the order of their days; filters keep it. Those of the same days are shuffled, always alike, so that what has room on the
// timeline is a fair sample and not the first claim of the list.
const shuffle = Uint32Array.from({ length: total }, (_, row) => Math.imul(row + 1, 2654435761));
const byDay = Array.from({ length: total }, (_, row) => row)
  .sort((a, b) => rows.from[a] - rows.from[b] || rows.to[a] - rows.to[b] || shuffle[a] - shuffle[b]);

let lowered = null;

function lower() {
  lowered ??= { strings: strings.map((words) => words.toLowerCase()), sentences: sentences.map((words) => words.toLowerCase()) };
  return lowered;
}

const SEARCHED = ['trigger', 'lemma', 'agent', 'agent_antecedent', 'patient', 'place', 'reported_by'];

function wordFilter(word) {
  const all = lower();
  const inString = Uint8Array.from(all.strings, (words) => (words.includes(word) ? 1 : 0));
  const inSentence = Uint8Array.from(all.sentences, (words) => (words.includes(word) ? 1 : 0));
  return (row) => inSentence[rows.sentence[row]] === 1
    || SEARCHED.some((column) => inString[rows[column][row]] === 1)
    || inString[articles.title[rows.article[row]]] === 1 || inString[expressions.mention_text[rows.expression[row]] ?? 0] === 1;
}

function stringFilter(columns, fits) {
  const all = lower();
  const hits = Uint8Array.from(all.strings, (words) => (words && fits(words) ? 1 : 0));
  return (row) => columns.some((column) => hits[rows[column][row]] === 1);
}

function filterTests() {
  const tests = [];
  const value = (id) => find(id).value.trim().toLowerCase();
  for (const word of value('f-text').split(/\s+/).filter(Boolean)) tests.push(wordFilter(word));
  const lemma = value('f-lemma'), actor = value('f-actor'), source = find('f-source').value;
  if (lemma) tests.push(stringFilter(['lemma'], (words) => words.startsWith(lemma)));
  if (actor) tests.push(stringFilter(['agent', 'agent_antecedent', 'reported_by'], (words) => words.includes(actor)));
  if (source) tests.push((row) => articleOf(row, 'source') === source);
  const from = readIso(find('f-from').value), to = readIso(find('f-to').value);
  if (from !== NONE) tests.push((row) => rows.to[row] !== NONE && rows.to[row] >= from);
  if (to !== NONE) tests.push((row) => rows.from[row] !== NONE && rows.from[row] <= to);
  const facts = FACTS.map((fact) => find(`fact-${fact}`).checked);
  if (facts.includes(true) && facts.includes(false)) tests.push((row) => facts[rows.fact[row]]);
  return tests;
}

function applyFilters() {
  const tests = filterTests();
  view.chosen = tests.length ? byDay.filter((row) => tests.every((passes) => passes(row))) : byDay;
  view.dated = view.chosen.filter((row) => rows.from[row] !== NONE);
  const words = `${number(view.chosen.length)} of ${number(total)} events`;
  find('count').textContent = words;
  find('clear').disabled = tests.length === 0;
  for (const listener of listeners) listener();
}

function frequent(column, most) {
  const counts = new Map();
  for (const place of rows[column]) if (place) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (strings[a[0]] < strings[b[0]] ? -1 : 1)).slice(0, most);
}

function startFilters() {
  const sources = [...new Set(articles.source)].map((place) => strings[place]).sort();
  find('f-source').append(...sources.map((source) => element('option', { value: source }, source)));
  for (const [id, column] of [['lemmas', 'lemma'], ['actors', 'agent']]) {
    find(id).append(...frequent(column, 300).map(([place]) => element('option', { value: strings[place] })));
  }
  FACTS.forEach((fact, place) => {
    const box = element('input', { type: 'checkbox', id: `fact-${fact}` });
    find('f-factuality').append(element('label', { className: 'chip' }, box, swatch(place), FACT_NAMES[fact]));
  });
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilters, 120);
  };
  const form = find('filters');
  form.addEventListener('input', soon);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(applyFilters));
}
