// One event in full: its sentence with the words marked, what they mean, and the evidence for its days.

const selection = { row: -1, opener: null };

const ANCHOR_NAMES = {
  PUBLICATION: 'the publication date', DATELINE: 'the dateline', MENTION: 'an earlier mention', PERIOD_MENTION: 'an earlier period', NONE: 'no other date',
};
const BASIS_NAMES = {
  EXPLICIT: 'a time expression of the event', EXPLICIT_CLAUSE: 'a time expression of its clause',
  INHERITED_SENTENCE: 'another time in the sentence', INHERITED_DOCUMENT: 'the time of the story so far',
  REPORTING: 'when it was reported', TENSE: 'the tense alone', NONE: 'nothing',
};

// Parts of a text: [words, kind], where kind is '', 'trigger' or 'time'. Offsets of the marks count code points.
function markedParts(words, marks) {
  const points = Array.from(words), spans = [];
  for (const [from, marked, kind] of marks) {
    const to = from + Array.from(marked).length;
    if (from >= 0 && marked && points.slice(from, to).join('') === marked) spans.push([from, to, kind]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let at = 0;
  for (const [from, to, kind] of spans) {
    // One inside the other: "Friday's meeting" as a name of an event.
    const start = Math.max(from, at);
    if (start >= to) continue;
    parts.push([points.slice(at, start).join(''), ''], [points.slice(start, to).join(''), kind]);
    at = to;
  }
  parts.push([points.slice(at).join(''), '']);
  return parts.filter(([part]) => part);
}

function marked(words, marks) {
  return markedParts(words, marks).map(([part, kind]) => (kind ? element('mark', { className: kind, title: kind === 'time' ? 'time expression' : 'event' }, part) : part));
}

function sentenceQuote(row) {
  const marks = [[rows.triggerAt[row], text('trigger', row), 'trigger'], [rows.mentionAt[row], expressionOf(row, 'mention_text'), 'time']];
  return element('blockquote', { dir: 'auto' }, ...marked(sentences[rows.sentence[row]], marks));
}

// Where the time is told when that is not in the event's own sentence.
function contextQuote(row) {
  const words = sentences[rows.context[row]];
  if (!words) return null;
  return element('div', { className: 'elsewhere' }, element('p', { className: 'muted small' }, 'Its time is told elsewhere in the article:'),
    element('blockquote', { dir: 'auto' }, '… ', ...marked(words, [[rows.contextAt[row], expressionOf(row, 'mention_text'), 'time']]), ' …'));
}

function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // not an address at all
    throw error;
  }
}

function term(name, ...values) {
  const filled = values.filter((value) => value !== null && value !== undefined && value !== '');
  return filled.length ? [element('dt', {}, name), element('dd', {}, ...filled)] : [];
}

function code(words) { return words ? element('code', { dir: 'auto' }, words) : ''; }

function bound4(row) {
  const cell = (column) => element('td', {}, rows[column][row] === NONE ? 'open' : iso(rows[column][row]));
  return element('table', { className: 'bounds' },
    element('caption', {}, 'Bounds, days included'),
    element('thead', {}, element('tr', {}, element('td'), element('th', { scope: 'col' }, 'earliest'), element('th', { scope: 'col' }, 'latest'))),
    element('tbody', {},
      element('tr', {}, element('th', { scope: 'row' }, 'starts'), cell('earliest_start'), cell('latest_start')),
      element('tr', {}, element('th', { scope: 'row' }, 'ends'), cell('earliest_end'), cell('latest_end'))));
}

// The four bounds and the best guess against the day of publication, as a picture.
function boundPicture(row) {
  const canvas = element('canvas', { className: 'bounds-picture', 'aria-hidden': 'true' });
  painter(canvas, (context, width) => {
    const known = [rows.from[row], rows.to[row] + 1];
    if (rows.published[row] !== NONE) known.push(rows.published[row], rows.published[row] + 1);
    const low = Math.min(...known), high = Math.max(...known), pad = Math.max(1, (high - low) * 0.12);
    const x = (day) => ((day - low + pad) / (high - low + 2 * pad)) * width;
    context.font = font(10.5);
    context.textBaseline = 'top';
    if (rows.published[row] !== NONE) {
      const at = x(rows.published[row] + 0.5);
      context.strokeStyle = theme.colours.muted;
      context.setLineDash([2, 2]);
      context.beginPath();
      context.moveTo(at, 2);
      context.lineTo(at, 28);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = theme.colours.muted;
      context.textAlign = at > width * 0.75 ? 'right' : at < width * 0.25 ? 'left' : 'center';
      context.fillText('published', at, 31);
    }
    drawBar(context, row, x(rows.from[row]), x(rows.to[row] + 1), 9, 12, x);
  });
  return canvas;
}

// How far from publication; without a best guess only what the bounds leave no doubt of.
function spread(row) {
  const published = rows.published[row], best = rows.best_start[row];
  if (published === NONE || rows.from[row] === NONE) return '';
  if (best === published) return 'the day of publication';
  if (best !== NONE) return `${distance(best - published)} ${best > published ? 'after' : 'before'} publication`;
  if (rows.from[row] > published && rows.earliest_start[row] !== NONE) return `at least ${distance(rows.from[row] - published)} after publication`;
  if (rows.to[row] < published && rows.latest_end[row] !== NONE) return `at least ${distance(published - rows.to[row])} before publication`;
  return '';
}

function panelParts(row) {
  const expression = expressionOf(row, 'mention_text'), inSentence = rows.mentionAt[row] >= 0;
  const confidence = confidenceOf(row), link = safeLink(articleOf(row, 'url')), title = articleOf(row, 'title') || 'Untitled article';
  const sentence = sentences[rows.sentence[row]];
  const eventId = `${articleOf(row, 'article_id')}-e${rows.at[row]}`;
  const who = text('agent', row), antecedent = text('agent_antecedent', row);
  const about = [grammarOf(row, 'event_class'), grammarOf(row, 'tense'), grammarOf(row, 'aspect'), grammarOf(row, 'polarity') === 'NEG' ? 'NEGATIVE' : 'NONE']
    .filter((name) => name && name !== 'NONE').map((name) => name.toLowerCase().replaceAll('_', ' ')).join(', ');
  return [
    element('p', { className: 'panel-claim' }, claim(row), element('span', { className: 'muted' }, about)),
    element('p', { className: 'panel-when' }, when(row), spread(row) && element('span', { className: 'muted' }, spread(row))),
    rows.from[row] === NONE ? null : boundPicture(row),
    sentence ? sentenceQuote(row)
      : element('p', { className: 'muted' }, 'The sentence was left out to keep this page small. The lake has it: ',
        code(`dateline show events --where "event_id = '${eventId}'" --columns event_sentence`)),
    contextQuote(row),
    element('dl', { className: 'facts' },
      ...term('Time', expression && element('mark', { className: 'time' }, quoted(expression)), expression && !inSentence ? ' elsewhere in the article' : ''),
      ...term('Meaning', code(expressionOf(row, 'meaning'))),
      ...term('Rule', code(expressionOf(row, 'rule')), readings(row)),
      ...term('Resolved on', ANCHOR_NAMES[expressionOf(row, 'anchor')]),
      ...term('Granularity', expressionOf(row, 'granularity').toLowerCase().replaceAll('_', ' '), isApproximate(row) ? ', approximate' : ''),
      ...term('EDTF', code(text('edtf', row))),
      ...term('Basis', BASIS_NAMES[evidenceOf(row, 'time_basis')] ?? evidenceOf(row, 'time_basis'), cue(row)),
      ...term('Confidence', confidence === null ? '' : `${Math.round(confidence * 100)}%`,
        confidence === null ? '' : element('span', { className: 'muted' }, ' right on annotated news')),
      ...term('Duration', code(evidenceOf(row, 'duration'))),
      ...term('Repeats', code(evidenceOf(row, 'recurrence'))),
      ...term('Who', who && quoted(who), antecedent && element('span', { className: 'muted' }, ' perhaps ', quoted(antecedent))),
      ...term('What', text('patient', row) && quoted(text('patient', row))),
      ...term('Where', text('place', row) && quoted(text('place', row))),
      ...term('Said by', text('reported_by', row) && quoted(text('reported_by', row))),
      ...term('Modality', grammarOf(row, 'modality'))),
    rows.from[row] === NONE ? null : bound4(row),
    element('p', { className: 'article' },
      link ? element('a', { href: link, rel: 'noopener noreferrer', target: '_blank', dir: 'auto' }, title) : quoted(title),
      element('span', { className: 'muted' }, ` ${articleOf(row, 'source')}, ${rows.published[row] === NONE ? 'no publication date' : `published ${range(rows.published[row], rows.published[row])}`}`)),
    element('p', { className: 'muted small' }, 'Event ', code(eventId)),
  ];
}

function readings(row) {
  const count = expressions.readings[rows.expression[row]];
  return count > 1 ? element('span', { className: 'muted' }, ` first of ${count} readings`) : '';
}

function cue(row) {
  const words = evidenceOf(row, 'time_cue');
  return words ? element('span', { className: 'muted' }, ' (', quoted(words), ')') : '';
}

function openPanel(row, opener) {
  const panel = find('panel');
  if (opener) selection.opener = opener;
  selection.row = timeline.focused = row;
  const lemma = text('lemma', row), trigger = text('trigger', row);
  const title = element('h2', { id: 'panel-title' }, quoted(trigger), lemma && lemma !== trigger.toLowerCase() ? element('span', { className: 'muted' }, ' ', quoted(lemma)) : null);
  const step = (name, label, by) => element('button', { type: 'button', className: 'quiet', 'aria-label': label, onclick: () => stepPanel(by) }, name);
  panel.replaceChildren(
    element('div', { className: 'panel-head' }, title,
      element('div', { className: 'tools' }, step('←', 'Event before', -1), step('→', 'Event after', 1),
        element('button', { type: 'button', className: 'quiet', id: 'panel-close', 'aria-label': 'Close', onclick: closePanel }, '✕'))),
    ...panelParts(row).filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add('with-panel');
  panel.focus({ preventScroll: true });
  timeline.reveal(row);
}

function stepPanel(by) {
  const place = view.chosen.indexOf(selection.row) + by;
  if (place >= 0 && place < view.chosen.length) openPanel(view.chosen[place]);
}

function closePanel() {
  if (find('panel').hidden) return;
  find('panel').hidden = true;
  find('panel').replaceChildren();
  document.body.classList.remove('with-panel');
  if (selection.opener?.isConnected) selection.opener.focus({ preventScroll: true });
  timeline.ask();
}
