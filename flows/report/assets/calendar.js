// What the news said would happen, counted from a given day.

const AT_ONCE = 40;
const calendar = { most: AT_ONCE, asOf: NONE };

// One row a story, event and day, and one a sentence and day: reprints say nothing new, nor does the next verb of a sentence.
function expectedRows() {
  const seen = new Set(), found = [];
  for (const row of view.dated) {
    if (!isExpected(row) || dueEnd(row) < calendar.asOf || rows.published[row] > calendar.asOf) continue;
    const same = [`${articles.story[rows.article[row]]} ${rows.lemma[row]} ${due(row)}`];
    if (sentences[rows.sentence[row]]) same.push(`sentence ${rows.sentence[row]} ${due(row)} ${dueEnd(row)}`);
    if (same.some((key) => seen.has(key))) continue;
    for (const key of same) seen.add(key);
    found.push(row);
  }
  return found.sort((a, b) => due(a) - due(b) || dueEnd(a) - dueEnd(b) || a - b);
}

function ahead(row) {
  const days = due(row) - calendar.asOf;
  if (days < 0) return '';
  if (days === 0) return 'that day';
  return `in ${distance(days)}`;
}

function calendarItem(row) {
  return element('li', {},
    element('span', { className: 'due' }, whenDue(row), element('span', { className: 'muted' }, ahead(row))),
    element('span', { className: 'due-claim' }, claim(row)),
    element('button', { type: 'button', className: 'link told', onclick: (event) => openPanel(row, event.currentTarget) },
      quoted(sentences[rows.sentence[row]] || labelOf(row), 'span')),
    element('span', { className: 'muted source' }, `${articleOf(row, 'source')}, ${iso(rows.published[row])}`));
}

// What began before the day and may still go on, folded: it would push what is ahead out of sight.
function underWay(found, open) {
  return element('details', { className: 'under-way', open }, element('summary', {}, `${many(found.length, 'event')} due about now: begun before ${range(calendar.asOf, calendar.asOf)}, not over by then`),
    element('ol', { className: 'dues' }, ...found.slice(0, AT_ONCE).map(calendarItem)));
}

function byMonth(found) {
  const groups = new Map();
  for (const row of found) {
    const at = asDate(due(row)), month = `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
    if (!groups.has(month)) groups.set(month, []);
    groups.get(month).push(calendarItem(row));
  }
  return [...groups].map(([month, items]) => element('div', { className: 'month' }, element('h3', {}, month), element('ol', { className: 'dues' }, ...items)));
}

function drawCalendar() {
  const found = expectedRows(), begun = found.filter((row) => due(row) < calendar.asOf), coming = found.slice(begun.length);
  const parts = byMonth(coming.slice(0, calendar.most));
  if (begun.length) parts.unshift(underWay(begun, !coming.length));
  if (!found.length) parts.push(element('p', { className: 'empty' }, `Nothing shown here was told by ${range(calendar.asOf, calendar.asOf)} to happen after it.`));
  find('calendar-list').replaceChildren(...parts);
  find('calendar-more').hidden = coming.length <= calendar.most;
  find('calendar-more').textContent = `Show more of ${number(coming.length)}`;
}

function startCalendar() {
  calendar.asOf = data.as_of;
  find('as-of').value = iso(data.as_of);
  find('as-of').addEventListener('input', () => {
    const given = readIso(find('as-of').value);
    calendar.asOf = given === NONE ? data.as_of : given;
    drawCalendar();
  });
  find('calendar-more').addEventListener('click', () => { calendar.most += AT_ONCE * 4; drawCalendar(); });
  listeners.push(() => { calendar.most = AT_ONCE; drawCalendar(); });
}
