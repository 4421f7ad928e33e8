// Figures as pictures: publication against event date, and what the dates rest on.

// Days on a scale that shows a day and a century: even steps of the logarithm, with the day of publication in the middle.
function bend(days) { return Math.sign(days) * Math.log10(1 + Math.abs(days)); }
function unbend(value) { return Math.sign(value) * (10 ** Math.abs(value) - 1); }

const BANDS = [
  ['more than 10 years ahead', 3652, Infinity], ['1 to 10 years ahead', 365, 3652], ['1 to 12 months ahead', 31, 365],
  ['1 to 4 weeks ahead', 7, 31], ['1 to 6 days ahead', 1, 7], ['the same day', 0, 1], ['1 to 6 days before', -6, 0],
  ['1 to 4 weeks before', -30, -6], ['1 to 12 months before', -364, -30], ['1 to 10 years before', -3651, -364],
  ['more than 10 years before', -Infinity, -3651],
];
const MARKS_OF_DISTANCE = [[36525, '100 y'], [3652, '10 y'], [365, '1 y'], [30, '1 mo'], [7, '1 wk'], [1, '1 d']];

function distances() {
  const found = [];
  for (const row of view.dated) {
    const at = rows.best_start[row];
    if (at !== NONE && rows.published[row] !== NONE) found.push([rows.published[row], at - rows.published[row]]);
  }
  return found;
}

function paintDistance(context, width, height) {
  const found = distances(), left = 46, bottom = height - 24, cell = 7;
  let [low, high, reach] = [Infinity, -Infinity, bend(40)];
  for (const [published, days] of found) {
    low = Math.min(low, published);
    high = Math.max(high, published);
    reach = Math.max(reach, Math.abs(bend(days)));
  }
  if (!found.length) { [low, high] = [data.as_of - 1, data.as_of]; }
  high += 1;
  const middle = bottom / 2, x = (day) => left + ((day - low) / (high - low)) * (width - left), y = (days) => middle - (bend(days) / (reach * 1.04)) * middle;
  context.font = font(11);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const written = [];
  for (const [days, name] of [[0, '0'], ...MARKS_OF_DISTANCE.map(([far, words]) => [far, `+${words}`]), ...MARKS_OF_DISTANCE.map(([far, words]) => [-far, `−${words}`])]) {
    const at = Math.round(y(days)) + 0.5;
    // Far ones first, so that days give way to weeks on a small screen.
    if (Math.abs(bend(days)) > reach || written.some((other) => Math.abs(other - at) < 13)) continue;
    written.push(at);
    context.fillStyle = days ? theme.colours.wash : theme.colours.muted;
    context.fillRect(left, at - 0.5, width - left, 1);
    context.fillStyle = theme.colours.muted;
    context.fillText(name, left - 6, at);
  }
  paintHeat(context, found, x, y, left, width, bottom, cell);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillStyle = theme.colours.muted;
  let under = '';
  for (const tick of ticks(low, high, width - left, 64)) {
    if (tick.day < low) continue;
    const words = tick.under && tick.under !== under ? `${tick.name} ${tick.under}` : tick.name;
    under = tick.under;
    if (x(tick.day) + 40 < width) context.fillText(words, x(tick.day), bottom + 8);
  }
}

function paintHeat(context, found, x, y, left, width, bottom, cell) {
  const across = Math.ceil((width - left) / cell), counts = new Map();
  let most = 0;
  for (const [published, days] of found) {
    const column = Math.min(across - 1, Math.floor((x(published + 0.5) - left) / cell)), line = Math.floor(y(days) / cell);
    const place = line * across + column, count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    most = Math.max(most, count);
  }
  context.fillStyle = theme.colours.accent;
  for (const [place, count] of counts) {
    context.globalAlpha = 0.25 + 0.75 * (most > 1 ? Math.log(count) / Math.log(most) : 1);
    context.fillRect(left + (place % across) * cell, Math.floor(place / across) * cell, cell - 1, cell - 1);
  }
  context.globalAlpha = 1;
}

function bar(share) {
  if (!share) return '';
  const made = element('span', { className: 'bar', 'aria-hidden': 'true' });
  made.style.width = `${(share * 100).toFixed(1)}%`;
  return made;
}

function drawDistanceTable() {
  const found = distances(), counts = BANDS.map(([, low, high]) => found.filter(([, days]) => days >= low && days < high).length);
  const most = Math.max(1, ...counts);
  find('distance-table').tBodies[0].replaceChildren(...BANDS.map(([name], place) => element('tr', {},
    element('th', { scope: 'row' }, name), element('td', { className: 'number' }, number(counts[place])),
    element('td', { className: 'bar-cell' }, bar(counts[place] / most)))));
  const ahead = counts.slice(0, 5).reduce((a, b) => a + b, 0);
  find('distance-canvas').setAttribute('aria-label', `Heat map of publication date against distance of the event: ${number(ahead)} ahead, `
    + `${number(counts[5])} on the day, ${number(found.length - ahead - counts[5])} before. The table beside it has the figures.`);
}

// A table of counts, each cell as strong as its share of the greatest.
function heatTable(id, cellsOf, rowName, columnName, rowOrder, columnOrder, naming) {
  const counts = new Map(), sums = new Map();
  for (const cell of cellsOf) {
    const [row, column] = [cell[rowName] ?? 'NONE', cell[columnName] ?? 'NONE'];
    counts.set(`${row} ${column}`, (counts.get(`${row} ${column}`) ?? 0) + cell.rows);
    sums.set(row, (sums.get(row) ?? 0) + cell.rows);
    sums.set(`| ${column}`, (sums.get(`| ${column}`) ?? 0) + cell.rows);
  }
  const used = (names, key) => names.filter((name) => sums.has(key(name)));
  const lines = used(rowOrder, (name) => name), columns = used(columnOrder, (name) => `| ${name}`), most = Math.max(1, ...counts.values());
  const cell = (row, column) => {
    const count = counts.get(`${row} ${column}`) ?? 0, made = element('td', { className: 'number' }, count ? number(count) : '·');
    made.style.setProperty('--share', `${Math.round((count / most) ** 0.5 * 62)}%`);
    return made;
  };
  find(id).append(
    element('thead', {}, element('tr', {}, element('td'), ...columns.map((name) => element('th', { scope: 'col', className: 'number' }, naming(name))), element('th', { scope: 'col', className: 'number' }, 'all'))),
    element('tbody', {}, ...lines.map((row) => element('tr', {}, element('th', { scope: 'row' }, naming(row)), ...columns.map((column) => cell(row, column)),
      element('td', { className: 'number sum' }, number(sums.get(row)))))));
  if (!lines.length) find(id).append(element('tbody', {}, element('tr', {}, element('td', {}, 'none'))));
}

const GRANULARITIES = ['SECOND', 'MINUTE', 'HOUR', 'PART_OF_DAY', 'DAY', 'WEEKEND', 'WEEK', 'MONTH', 'SEASON', 'QUARTER', 'HALF', 'YEAR', 'DECADE', 'CENTURY', 'NONE'];
const BASES = ['EXPLICIT', 'EXPLICIT_CLAUSE', 'INHERITED_SENTENCE', 'INHERITED_DOCUMENT', 'REPORTING', 'TENSE', 'NONE'];

function plain(name) { return name === 'ASSERTED' ? 'happened' : FACT_NAMES[name] ?? name.toLowerCase().replaceAll('_', ' '); }

function startPictures() {
  const canvas = painter(find('distance-canvas'), paintDistance);
  listeners.push(() => { canvas.ask(); drawDistanceTable(); });
  heatTable('mentions-table', data.mentions, 'granularity', 'anchor', GRANULARITIES, ['PUBLICATION', 'DATELINE', 'MENTION', 'PERIOD_MENTION', 'NONE'], plain);
  heatTable('bases-table', data.bases, 'time_basis', 'factuality', BASES, FACTS, plain);
}
