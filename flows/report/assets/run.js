// The run: what came in, what was refused and why, how long it took, and whether the data checks held.

function part(title, ...children) {
  return element('div', { className: title.startsWith('Articles') || title.startsWith('What') ? 'part wide' : 'part' }, element('h3', {}, title), ...children);
}

function tableOf(caption, headings, lines) {
  const cell = (value, place) => (place === 0 ? element('th', { scope: 'row' }, value) : element('td', { className: typeof value === 'number' ? 'number' : '' }, typeof value === 'number' ? number(value) : value));
  return element('div', { className: 'scroll' }, element('table', { className: 'figures-table' }, element('caption', { className: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...headings.map((name, place) => element('th', { scope: 'col', className: place && typeof lines[0]?.[place] === 'number' ? 'number' : '' }, name)))),
    element('tbody', {}, ...lines.map((line) => element('tr', {}, ...line.map(cell))))));
}

function publishedPart() {
  const sources = new Map(), { unit, cells } = data.published;
  let [low, high] = [Infinity, -Infinity];
  for (const { source, day, articles: count } of cells) {
    if (!sources.has(source)) sources.set(source, { all: 0, undated: 0, days: [] });
    const found = sources.get(source);
    found.all += count;
    if (day === null) { found.undated += count; continue; }
    found.days.push([day, count]);
    [low, high] = [Math.min(low, day), Math.max(high, day)];
  }
  const size = unit === 'day' ? 1 : unit === 'month' ? 30 : 365;
  const lines = [...sources].map(([source, found]) => {
    const days = found.days.map(([day]) => day);
    return [source, found.all, found.undated, days.length ? iso(Math.min(...days)) : '', days.length ? iso(Math.max(...days)) : '', dayPicture(found.days, low, high + size, size, source)];
  });
  return part(`Articles by source and ${unit}`, tableOf('Articles by source', ['source', 'articles', 'undated', 'first', 'last', Number.isFinite(low) ? `${iso(low)} to ${iso(high)}` : ''], lines));
}

function dayPicture(days, low, high, size, source) {
  const canvas = element('canvas', { className: 'days', role: 'img', 'aria-label': `Articles of ${source} over time` });
  painter(canvas, (context, width, height) => {
    const columns = Math.max(1, Math.min(Math.floor(width / 3), Math.ceil((high - low) / size))), counts = new Float64Array(columns);
    for (const [day, count] of days) counts[Math.min(columns - 1, Math.floor(((day - low) / (high - low)) * columns))] += count;
    const most = Math.max(1, ...counts);
    context.fillStyle = theme.colours.line;
    context.fillRect(0, height - 1, width, 1);
    context.fillStyle = theme.colours.accent;
    counts.forEach((count, place) => {
      const tall = count ? Math.max(1.5, (count / most) * (height - 2)) : 0;
      context.fillRect((place * width) / columns, height - tall, Math.max(1, width / columns - 1), tall);
    });
  });
  return canvas;
}

function loadsPart() {
  const names = ['shards', 'records', 'articles', 'duplicates', 'superseded', 'filtered', 'rejects', 'mentions', 'events'];
  return part('What came in', tableOf('Loads by source', ['source', ...names], data.loads.map((load) => [load.source, ...names.map((name) => load[name] ?? 0)])),
    element('p', { className: 'note' }, 'Every record is an article, a duplicate, an older copy, filtered out, or a reject. What was read again counts once, as it was read last.'));
}

function rejectsPart() {
  if (!data.rejects.length) return part('Rejects', element('p', { className: 'empty' }, 'Nothing was refused.'));
  return part('Rejects by reason', ...data.rejects.map((reject, place) => element('details', { className: 'reject', open: place === 0 },
    element('summary', {}, element('b', {}, reject.reason), element('span', { className: 'muted' }, ` while ${STAGE_NAMES[reject.stage] ?? reject.stage}`), element('span', { className: 'many' }, number(reject.rows))),
    element('ul', {}, ...reject.examples.map((example) => element('li', {}, quoted(example.message, 'span'), example.excerpt ? element('code', { className: 'excerpt', dir: 'auto' }, example.excerpt) : null,
      element('span', { className: 'muted small' }, `${example.source}, ${example.shard}, record ${example.record}`)))))));
}

const STAGE_NAMES = {
  read: 'reading the dump', article: 'making the article', language: 'telling the language', mentions: 'finding time expressions',
  events: 'finding events', commit: 'committing', write: 'writing rows', parse: 'parsing', stage: 'staging rows',
};

function stagesPart() {
  const all = data.stages.reduce((sum, { seconds }) => sum + seconds, 0), most = Math.max(...data.stages.map(({ seconds }) => seconds), 0.001);
  if (!data.stages.length) return part('Stages and their time', element('p', { className: 'empty' }, 'No times were recorded.'));
  return part('Stages and their time', element('table', { className: 'figures-table stages' }, element('caption', { className: 'unseen' }, 'Seconds by stage, summed over shards'),
    element('tbody', {}, ...data.stages.map(({ stage, seconds }) => element('tr', {}, element('th', { scope: 'row' }, STAGE_NAMES[stage] ?? stage),
      element('td', { className: 'number' }, `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`), element('td', { className: 'number muted' }, `${Math.round((seconds / (all || 1)) * 100)}%`),
      element('td', { className: 'bar-cell' }, bar(seconds / most)))))),
  element('p', { className: 'note' }, 'Summed over shards and workers, so it is more than the clock showed.'));
}

function checksPart() {
  const results = Array.isArray(data.checks.results) ? data.checks.results : [];
  const failed = results.filter((result) => !result.passed);
  const halfRead = data.checks.pending?.length ? `Not read to the end: ${data.checks.pending.join(', ')}. ` : '';
  if (!results.length) return part('Data checks', element('p', { className: 'empty' }, halfRead || 'None were recorded with this snapshot.'));
  // A message is told in other places too, so it names its source itself.
  const told = ({ source, message }) => (message?.startsWith(`${source}: `) ? message.slice(source.length + 2) : message);
  const item = (result) => element('li', { className: result.passed ? 'passed' : 'failed' }, element('span', { className: 'verdict' }, result.passed ? '✓ passed' : '✕ failed'),
    element('span', {}, element('b', {}, result.source ? `${result.source}: ` : ''), String(result.name ?? '').replaceAll('_', ' '), result.message ? element('span', { className: 'muted' }, ` ${told(result)}`) : null));
  return part('Data checks', element('p', {}, halfRead + (failed.length ? `${number(failed.length)} of ${number(results.length)} failed.` : `All ${number(results.length)} passed.`)),
    element('ul', { className: 'checks' }, ...[...failed, ...results.filter((result) => result.passed)].map(item)));
}

function snapshotsPart() {
  return part('Snapshots', tableOf('Snapshots, the last first', ['snapshot', 'what', 'shards', 'committed', 'version'],
    data.snapshots.map((row) => [String(row.load_seq), row.kind, row.shards, (row.committed_at ?? '').replace('T', ' '), row.pipeline_version])));
}

function startRun() {
  find('run-parts').append(publishedPart(), loadsPart(), rejectsPart(), stagesPart(), checksPart(), snapshotsPart());
}
