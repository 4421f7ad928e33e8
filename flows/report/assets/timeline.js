// Events by when they happen, from centuries to days: lanes of bars above, counts by pixel below, the whole in the overview.

const LANE = 17, BAR = 9, AXIS = 34, DENSITY = 46, FADE = 26, SHORTEST = 3;
const LEAST_SPAN = 4;
const LETTER = 6.4; // pixels of a middling letter, for labels not yet drawn

const timeline = { from: 0, to: 1, packed: null, hovered: -1, focused: -1, start: null, ask: null, reveal: null };

function domain() {
  timeline.domain ??= findDomain();
  return timeline.domain;
}

function findDomain() {
  const dated = view.dated;
  if (!dated.length) return [data.as_of - 30, data.as_of + 30];
  let last = -Infinity;
  for (const row of dated) if (rows.to[row] > last) last = rows.to[row];
  return padded(rows.from[dated[0]], last + 1);
}

function padded(from, to) {
  const pad = Math.max(2, (to - from) * 0.03);
  return [from - pad, to + pad];
}

// The days that most of the news is about: between the 4th and the 96th of a hundred, and the last publication.
function newsDomain() {
  const dated = view.dated.filter((row) => rows.best_start[row] !== NONE);
  if (dated.length < 8) return domain();
  const starts = dated.map((row) => rows.best_start[row]).sort((a, b) => a - b);
  const at = (share) => starts[Math.floor((starts.length - 1) * share)];
  return padded(Math.min(at(0.04), data.as_of), Math.max(at(0.96), data.as_of) + 1);
}

function setView(from, to) {
  const [low, high] = domain(), widest = (high - low) * 1.2;
  let span = Math.min(Math.max(to - from, LEAST_SPAN), Math.max(widest, 40));
  let middle = (from + to) / 2;
  middle = Math.min(Math.max(middle, low), high);
  timeline.from = middle - span / 2;
  timeline.to = middle + span / 2;
  timeline.ask();
}

function zoom(factor, share = 0.5) {
  const span = timeline.to - timeline.from, at = timeline.from + span * share;
  const wanted = Math.max(span * factor, LEAST_SPAN);
  setView(at - wanted * share, at + wanted * (1 - share));
}

// Rows that touch the days, in order of their first day; `reach` is the greatest last day so far, which never falls.
function reaches() {
  const reach = new Float64Array(view.dated.length);
  let last = -Infinity;
  view.dated.forEach((row, place) => { reach[place] = last = Math.max(last, rows.to[row]); });
  return reach;
}

function lowerBound(values, wanted) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1; else high = middle;
  }
  return low;
}

// Bars in lanes, first come first placed, for the days around the view: moving about keeps every bar in its lane.
function pack(width, lanes) {
  const span = timeline.to - timeline.from, scale = width / span, kept = timeline.packed;
  if (kept && kept.scale === scale && kept.lanes === lanes && kept.low <= timeline.from && kept.high >= timeline.to) return kept;
  const low = timeline.from - span * 0.4, high = timeline.to + span * 0.4, near = rowsBetween(low, high), roomy = near.length < lanes * 14;
  // Room for every word, else for one or two, else for bars alone; a bar is worth more than another's words.
  let packed = { hidden: near };
  for (const words of roomy ? [Infinity, 70] : [0]) {
    packed = place(near, low, scale, 0, lanes, words);
    if (!packed.hidden.length) break;
  }
  if (packed.hidden.length) packed = placeApart(near, low, scale, lanes, (width * 0.25) / scale, roomy ? 70 : 0);
  linkLanes(packed.placed, lanes);
  timeline.packed = { scale, lanes, low, high, ...packed };
  return timeline.packed;
}

function rowsBetween(low, high) {
  const found = [];
  for (let at = lowerBound(timeline.reach, low); at < view.dated.length; at += 1) {
    const row = view.dated[at];
    if (rows.from[row] > high) break;
    if (rows.to[row] >= low) found.push(row);
  }
  return found;
}

function fadeBefore(row) { return rows.earliest_start[row] === NONE ? FADE : 0; }
function fadeAfter(row) { return rows.latest_end[row] === NONE ? FADE : 0; }

// Where not all fit, the long ones keep to the lanes that the others leave, the lowest three of ten at least: "since 2008" would
// hide a hundred days.
function placeApart(near, low, scale, lanes, long, mostWords) {
  const isLong = (row) => rows.to[row] - rows.from[row] > long, split = Math.ceil(lanes * 0.7);
  const short = place(near.filter((row) => !isLong(row)), low, scale, 0, split, mostWords);
  const used = short.placed.reduce((most, bar) => Math.max(most, bar.lane + 1), 0);
  const rest = place(near.filter(isLong), low, scale, used, lanes, mostWords);
  return fillGaps({ placed: [...short.placed, ...rest.placed], hidden: [...short.hidden, ...rest.hidden] }, low, scale, lanes);
}

// Hidden bars go where some lane happens to be free, when there are few enough to look.
function fillGaps(packed, low, scale, lanes) {
  if (packed.hidden.length > 500) return packed;
  const taken = Array.from({ length: lanes }, () => []), still = [];
  const reach = (row) => [(rows.from[row] - low) * scale - fadeBefore(row) - 3, (rows.to[row] + 1 - low) * scale + fadeAfter(row) + 3];
  for (const { row, lane } of packed.placed) taken[lane].push(reach(row));
  for (const row of packed.hidden) {
    const [left, right] = reach(row), lane = taken.findLastIndex((bars) => bars.every(([from, to]) => to <= left || from >= right));
    if (lane < 0) { still.push(row); continue; }
    taken[lane].push([left, right]);
    packed.placed.push({ row, lane, next: Infinity, room: 0 });
  }
  packed.placed.sort((a, b) => rows.from[a.row] - rows.from[b.row]);
  return { placed: packed.placed, hidden: still };
}

// Bars in the lanes from `top` to before `bottom`, the first free one each; those that find none are hidden. `mostWords` is the
// most pixels kept free after a bar for its words.
function place(near, low, scale, top, bottom, mostWords) {
  const ends = new Float64Array(bottom - top).fill(-Infinity), placed = [], hidden = [];
  let soonest = -Infinity;
  for (const row of near) {
    const from = rows.from[row], x = (from - low) * scale - fadeBefore(row);
    const lane = x < soonest ? -1 : ends.findIndex((end) => end <= x);
    if (lane < 0) {
      if (x >= soonest) soonest = Math.min(...ends);
      hidden.push(row);
      continue;
    }
    const long = fadeBefore(row) + Math.max((rows.to[row] + 1 - from) * scale, SHORTEST) + fadeAfter(row);
    placed.push({ row, lane: top + lane, next: Infinity, room: 0 });
    ends[lane] = x + long + 3 + (mostWords ? Math.min(labelOf(row).length * LETTER + 10, mostWords) : 0);
  }
  return { placed, hidden };
}

function linkLanes(placed, lanes) {
  const last = new Array(lanes).fill(null);
  for (const bar of placed) {
    if (last[bar.lane]) {
      last[bar.lane].next = rows.from[bar.row];
      last[bar.lane].room = fadeBefore(bar.row);
    }
    last[bar.lane] = bar;
  }
}

function labelOf(row) {
  // A pronoun says nothing on its own.
  const who = text('agent_antecedent', row) ? '' : text('agent', row), what = text('patient', row);
  const words = [who, text('trigger', row), what].filter(Boolean).join(' ');
  return words.length > 42 ? `${words.slice(0, 41)}…` : words;
}

// One bar: pale for what the text allows, marked for the best guess, fading where an end is open or approximate.
function drawBar(context, row, left, right, y, height, x) {
  const fact = rows.fact[row], long = Math.max(right - left, SHORTEST), colour = theme.facts[fact];
  const openLeft = rows.earliest_start[row] === NONE, openRight = rows.latest_end[row] === NONE, soft = isApproximate(row);
  const hasBest = rows.best_start[row] !== NONE;
  const bestLeft = hasBest ? x(rows.best_start[row]) : left, bestLong = hasBest ? Math.max(x(rows.best_end[row] + 1) - bestLeft, SHORTEST) : 0;
  if (long <= SHORTEST && !openLeft && !openRight) {
    context.fillStyle = colour;
    if (FACTS[fact] === 'PLANNED' || FACTS[fact] === 'POSSIBLE') context.fillRect(left, y + height * 0.25, SHORTEST, height * 0.5);
    else context.fillRect(left, y, SHORTEST, height);
    return;
  }
  const from = openLeft ? left - FADE : left, to = openRight ? left + long + FADE : left + long;
  context.fillStyle = fades(context, colour, from, to, openLeft || (soft && long > 12), openRight || (soft && long > 12));
  context.fillRect(from, y + height * 0.25, to - from, height * 0.5);
  if (hasBest) mark(context, fact, bestLeft, y, bestLong, height);
  else {
    context.fillStyle = colour;
    if (!openLeft) context.fillRect(left, y, 1.5, height);
    if (!openRight) context.fillRect(left + long - 1.5, y, 1.5, height);
  }
}

// The alpha is in the colour: printed to PDF, a gradient forgets the canvas's own.
function fades(context, colour, from, to, left, right) {
  const pale = `${colour}4d`, gone = `${colour}00`;
  if (!left && !right) return pale;
  const gradient = context.createLinearGradient(from, 0, to, 0), edge = Math.min(0.45, FADE / (to - from));
  gradient.addColorStop(0, left ? gone : pale);
  if (left) gradient.addColorStop(edge, pale);
  if (right) gradient.addColorStop(1 - edge, pale);
  gradient.addColorStop(1, right ? gone : pale);
  return gradient;
}

function paintTimeline(context, width, height) {
  const span = timeline.to - timeline.from, scale = width / span, x = (day) => (day - timeline.from) * scale;
  const bottom = height - AXIS, top = 6, floor = bottom - DENSITY;
  const lanes = Math.max(4, Math.floor((floor - top - 6) / LANE));
  paintAxis(context, width, height, x);
  paintPublication(context, x, top, bottom);
  stack(context, countByColumn(view.dated, timeline.from, timeline.to, Math.ceil(width / 4)), 0, bottom, DENSITY - 8, 4, Math.sqrt);
  const packed = pack(width, lanes);
  let drawn = 0;
  context.font = font(11.5);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  timeline.bars = [];
  const taken = new Float64Array(lanes).fill(-Infinity);
  for (const bar of packed.placed) {
    const { row, lane } = bar, left = x(rows.from[row]), right = x(rows.to[row] + 1);
    if (left > width + FADE || right < -FADE) continue;
    const y = top + lane * LANE;
    drawBar(context, row, Math.max(left, -50), Math.min(Math.max(right, left + SHORTEST), width + 50), y, BAR, (day) => Math.min(Math.max(x(day), -60), width + 60));
    const end = Math.max(right, left + SHORTEST), labelEnd = paintLabel(context, bar, left, end, y, x, width, taken[lane]);
    taken[lane] = labelEnd;
    timeline.bars.push({ row, x: left, end, labelEnd, y });
    if (row === selection.row || row === timeline.focused || row === timeline.hovered) outline(context, left, end, y, row);
    drawn += 1;
  }
  noteHidden(packed, drawn);
}

function outline(context, left, right, y, row) {
  context.strokeStyle = row === timeline.hovered && row !== selection.row ? theme.colours.muted : theme.colours.ink;
  context.lineWidth = row === selection.row ? 2 : 1.5;
  context.strokeRect(left - 2.5, y - 2.5, Math.max(right - left, SHORTEST) + 5, BAR + 5);
}

const widths = new Map();

function measured(context, words) {
  if (widths.size > 20000) widths.clear();
  if (!widths.has(words)) widths.set(words, context.measureText(words).width);
  return widths.get(words);
}

// Words after the bar, or before it at the right edge; nothing where the neighbours leave no room.
function paintLabel(context, bar, left, right, y, x, width, taken) {
  const words = labelOf(bar.row), size = measured(context, words), base = y + BAR / 2 + 0.5;
  const start = right + fadeAfter(bar.row) + 5, after = Math.min(x(bar.next) - bar.room, width) - start - 6;
  if (right < 0) return right;
  context.fillStyle = theme.colours.ink;
  if (after < size && after < 60) {
    const end = left - fadeBefore(bar.row) - 5;
    if (width - right > 60 || end - size < Math.max(taken, 0) + 8) return right;
    context.textAlign = 'right';
    context.fillText(words, end, base);
    context.textAlign = 'left';
    return right;
  }
  const fitting = size <= after ? words : `${words.slice(0, Math.floor((after / size) * words.length) - 1)}…`;
  context.fillText(fitting, start, base);
  return start + Math.min(size, after);
}

function paintAxis(context, width, height, x) {
  const bottom = height - AXIS;
  context.font = font(11);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  let under = '', end = -Infinity;
  for (const tick of ticks(timeline.from, timeline.to, width, 58)) {
    const at = Math.round(x(tick.day)) + 0.5;
    context.strokeStyle = tick.strong ? theme.colours.line : theme.colours.wash;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at, 0);
    context.lineTo(at, bottom + 5);
    context.stroke();
    context.fillStyle = theme.colours.muted;
    context.fillText(tick.name, at + 3, bottom + 4);
    if (tick.under !== under && at >= 0 && at > end) {
      context.fillStyle = theme.colours.ink;
      context.fillText(tick.under, at + 3, bottom + 18);
      end = at + 70;
      under = tick.under;
    }
  }
  context.strokeStyle = theme.colours.line;
  context.beginPath();
  context.moveTo(0, bottom + 0.5);
  context.lineTo(width, bottom + 0.5);
  context.stroke();
}

function paintPublication(context, x, top, bottom) {
  const from = x(data.counts.first_published ?? NONE), to = x(data.as_of + 1);
  if (data.counts.first_published === null) return;
  context.fillStyle = theme.colours.wash;
  context.globalAlpha = 0.5;
  context.fillRect(from, bottom - DENSITY, Math.max(to - from, 1), DENSITY);
  context.globalAlpha = 1;
  context.strokeStyle = theme.colours.accent;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(to, top);
  context.lineTo(to, bottom);
  context.stroke();
  context.setLineDash([]);
}

function noteHidden(packed, drawn) {
  let crowded = 0;
  for (const row of packed.hidden) if (rows.from[row] <= timeline.to && rows.to[row] >= timeline.from) crowded += 1;
  const undated = view.chosen.length - view.dated.length;
  const parts = [`${range(Math.ceil(timeline.from), Math.floor(timeline.to))}: ${many(drawn + crowded, 'event')}`];
  if (crowded) parts.push(`${number(crowded)} of them only in the counts below the bars; zoom in to see each`);
  if (undated) parts.push(`${number(undated)} without a date are in the table only`);
  const words = `${parts.join(' · ')}.`;
  if (find('timeline-note').textContent !== words) find('timeline-note').textContent = words;
}

function paintOverview(context, width, height) {
  const [low, high] = domain(), x = (day) => ((day - low) / (high - low)) * width;
  // The whole changes only with the filters and the width, not with every frame of a drag.
  if (timeline.whole?.width !== width) timeline.whole = { width, counts: countByColumn(view.dated, low, high, Math.ceil(width / 3)) };
  stack(context, timeline.whole.counts, 0, height - 14, height - 18, 3, (count) => Math.log2(count + 1));
  context.font = font(10);
  context.textBaseline = 'bottom';
  context.fillStyle = theme.colours.muted;
  for (const tick of ticks(low, high, width, 70)) {
    const words = tick.under && tick.name.length > 3 ? tick.name : `${tick.name} ${tick.under}`.trim(), at = x(tick.day);
    if (at >= 0 && at + context.measureText(words).width <= width) context.fillText(words, at, height);
  }
  const left = x(timeline.from), right = x(timeline.to);
  context.globalAlpha = 0.12;
  context.fillStyle = theme.colours.accent;
  context.fillRect(left, 0, Math.max(right - left, 2), height - 14);
  context.globalAlpha = 1;
  context.strokeStyle = theme.colours.accent;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 0.5, Math.max(right - left, 2), height - 15);
}

function barAt(x, y) {
  const near = (timeline.bars ?? []).filter((bar) => y >= bar.y - 4 && y <= bar.y + BAR + 4 && x >= bar.x - 4 && x <= Math.max(bar.end, bar.labelEnd) + 4);
  const gap = (bar) => (x < bar.x ? bar.x - x : x > bar.end ? x - bar.end : 0);
  return near.sort((a, b) => gap(a) - gap(b))[0] ?? null;
}
