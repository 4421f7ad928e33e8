// The same events as a table: sorted by any column, fifty rows a page.

const PAGE = 50;
const order = { column: 0, descending: false, page: 0, sorted: null };

function byText(column) {
  return (a, b) => {
    const [x, y] = [text(column, a), text(column, b)];
    // Empty cells last.
    if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

const COLUMNS = [
  ['When', (row) => when(row), (a, b) => rows.from[a] - rows.from[b]],
  ['Claim', (row) => claim(row), (a, b) => rows.fact[a] - rows.fact[b]],
  ['Event', (row) => quoted(text('trigger', row), 'b'), byText('lemma')],
  ['Who', (row) => quoted(text('agent', row)), byText('agent')],
  ['What', (row) => quoted(text('patient', row)), byText('patient')],
  ['Sentence', (row) => quoted(sentences[rows.sentence[row]], 'span'), null],
  ['Source', (row) => articleOf(row, 'source'), (a, b) => (articleOf(a, 'source') < articleOf(b, 'source') ? -1 : 1)],
  ['Published', (row) => iso(rows.published[row]), (a, b) => rows.published[a] - rows.published[b]],
];

function startTable() {
  const head = find('events-table').tHead.rows[0];
  COLUMNS.forEach(([name, , compare], place) => {
    const heading = element('th', { scope: 'col', className: `c-${name.toLowerCase()}` });
    heading.append(compare ? element('button', { type: 'button', onclick: () => sortBy(place) }, name) : name);
    head.append(heading);
  });
  find('page-back').addEventListener('click', () => turnTo(order.page - 1));
  find('page-on').addEventListener('click', () => turnTo(order.page + 1));
  find('events-table').tBodies[0].addEventListener('click', (event) => {
    const line = event.target.closest('tr');
    if (line && !window.getSelection().toString()) openPanel(Number(line.dataset.row), line.querySelector('button'));
  });
  listeners.push(() => { order.sorted = null; turnTo(0); });
}

function sortBy(place) {
  order.descending = order.column === place && !order.descending;
  order.column = place;
  order.sorted = null;
  turnTo(0);
}

function sortedRows() {
  if (!order.sorted) {
    const compare = COLUMNS[order.column][2], sign = order.descending ? -1 : 1;
    order.sorted = [...view.chosen].sort((a, b) => {
      // Undated events last, whichever way dates are sorted.
      if (order.column === 0 && (rows.from[a] === NONE) !== (rows.from[b] === NONE)) return rows.from[a] === NONE ? 1 : -1;
      return sign * compare(a, b) || a - b;
    });
  }
  return order.sorted;
}

function turnTo(page) {
  const sorted = sortedRows(), pages = Math.max(1, Math.ceil(sorted.length / PAGE));
  order.page = Math.min(Math.max(page, 0), pages - 1);
  const from = order.page * PAGE, shown = sorted.slice(from, from + PAGE);
  find('events-table').tBodies[0].replaceChildren(...shown.map(tableRow));
  [...find('events-table').tHead.rows[0].cells].forEach((heading, place) => {
    if (place === order.column) heading.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
    else heading.removeAttribute('aria-sort');
  });
  find('page-place').textContent = sorted.length ? `${number(from + 1)} – ${number(from + shown.length)} of ${number(sorted.length)}` : 'none';
  find('page-back').disabled = order.page === 0;
  find('page-on').disabled = order.page >= pages - 1;
}

function tableRow(row) {
  const cells = COLUMNS.map(([name, show], place) => {
    const shown = show(row);
    if (place > 0) return element('td', { className: `c-${name.toLowerCase()}` }, shown);
    return element('th', { scope: 'row', className: 'c-when' }, element('button', { type: 'button', className: 'link', 'aria-label': `${shown}: ${text('trigger', row)}, open` }, shown));
  });
  return element('tr', { 'data-row': String(row) }, ...cells);
}
