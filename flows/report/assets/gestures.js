// Hands on the timeline: drag, wheel, pinch, click and keys.

function startTimeline() {
  const canvas = find('timeline-canvas'), overview = find('overview');
  const main = painter(canvas, paintTimeline), whole = painter(overview, paintOverview);
  timeline.ask = () => { main.ask(); whole.ask(); };
  timeline.reveal = (row) => {
    const from = rows.from[row], span = timeline.to - timeline.from;
    const middle = rows.best_start[row] !== NONE ? rows.best_start[row] : from;
    if (from !== NONE && (middle < timeline.from || middle > timeline.to)) setView(middle - span / 2, middle + span / 2);
    timeline.ask();
  };
  listeners.push(() => {
    timeline.reach = reaches();
    timeline.packed = timeline.whole = timeline.domain = null;
    if (!timeline.framed) { timeline.framed = true; setView(...newsDomain()); } else timeline.ask();
  });
  followPointers(canvas);
  followOverview(overview);
  canvas.addEventListener('wheel', onWheel, { passive: false });
  canvas.addEventListener('keydown', onKey);
  canvas.addEventListener('focus', timeline.ask);
  for (const button of document.querySelectorAll('#timeline [data-zoom], #timeline [data-span]')) button.addEventListener('click', onButton);
}

function onButton(event) {
  const { zoom: kind, span } = event.currentTarget.dataset;
  if (span) {
    const focus = timeline.focused >= 0 ? rows.from[timeline.focused] : (timeline.from + timeline.to) / 2;
    setView(focus - Number(span) / 2, focus + Number(span) / 2);
  } else if (kind === 'all') setView(...domain());
  else if (kind === 'news') setView(...newsDomain());
  else zoomAtFocus(kind === 'in' ? 0.5 : 2);
}

// About the event that has the focus while it is in view, else about the middle.
function zoomAtFocus(factor) {
  const at = timeline.focused < 0 ? NONE : first(rows.best_start[timeline.focused], rows.from[timeline.focused]);
  const share = (at + 0.5 - timeline.from) / (timeline.to - timeline.from);
  zoom(factor, at !== NONE && share >= 0 && share <= 1 ? share : 0.5);
}

// The wheel belongs to the page until the timeline has the focus, so that nobody is caught while scrolling past.
function onWheel(event) {
  const canvas = event.currentTarget, sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
  if (!sideways && document.activeElement !== canvas && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const pixels = event.deltaMode === 1 ? 16 : 1;
  if (sideways) move(((event.deltaX || event.deltaY) * pixels) / canvas.clientWidth);
  else zoom(Math.exp(Math.max(-120, Math.min(120, event.deltaY * pixels)) * 0.0035), event.offsetX / canvas.clientWidth);
}

function move(share) {
  const span = timeline.to - timeline.from;
  setView(timeline.from + span * share, timeline.to + span * share);
}

function onKey(event) {
  const keys = {
    ArrowLeft: () => (event.shiftKey ? move(-0.2) : step(-1)),
    ArrowRight: () => (event.shiftKey ? move(0.2) : step(1)),
    '+': () => zoomAtFocus(0.5), '=': () => zoomAtFocus(0.5), '-': () => zoomAtFocus(2), _: () => zoomAtFocus(2),
    0: () => setView(...newsDomain()),
    Home: () => focusOn(view.dated[0]),
    End: () => focusOn(view.dated[view.dated.length - 1]),
    Enter: () => { if (timeline.focused >= 0) openPanel(timeline.focused, event.currentTarget); },
  };
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

function step(by) {
  const place = view.dated.indexOf(timeline.focused);
  if (place >= 0) focusOn(view.dated[Math.min(Math.max(place + by, 0), view.dated.length - 1)]);
  else focusOn(view.dated.find((row) => rows.from[row] >= timeline.from) ?? view.dated[0]);
}

function focusOn(row) {
  if (row === undefined) return;
  timeline.focused = row;
  timeline.reveal(row);
  find('timeline-said').textContent = `${when(row)}: ${labelOf(row)}, ${claimName(row)}`;
}

function followPointers(canvas) {
  const held = new Map();
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => {
    held.set(event.pointerId, event.offsetX);
    canvas.setPointerCapture(event.pointerId);
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!held.has(event.pointerId)) { hover(canvas, event); return; }
    const before = [...held.values()], was = held.get(event.pointerId);
    held.set(event.pointerId, event.offsetX);
    moved += Math.abs(event.offsetX - was);
    if (held.size === 2) pinch(before, [...held.values()], canvas.clientWidth);
    else if (moved > 3) move((was - event.offsetX) / canvas.clientWidth);
  });
  const release = (event) => {
    if (held.delete(event.pointerId) && event.type === 'pointerup' && moved <= 3) click(canvas, event);
  };
  for (const kind of ['pointerup', 'pointercancel']) canvas.addEventListener(kind, release);
  canvas.addEventListener('pointerleave', () => hide(canvas));
}

function pinch(before, after, width) {
  const gap = ([a, b]) => Math.max(Math.abs(a - b), 12);
  zoom(gap(before) / gap(after), (after[0] + after[1]) / 2 / width);
  move(((before[0] + before[1]) - (after[0] + after[1])) / 2 / width);
}

function click(canvas, event) {
  const bar = barAt(event.offsetX, event.offsetY);
  if (!bar) return;
  timeline.focused = bar.row;
  openPanel(bar.row, canvas);
}

function hover(canvas, event) {
  const bar = barAt(event.offsetX, event.offsetY), row = bar ? bar.row : -1;
  if (row === timeline.hovered) return;
  timeline.hovered = row;
  canvas.classList.toggle('over', row >= 0);
  showTip(canvas, bar);
  timeline.ask();
}

function showTip(canvas, bar) {
  const tip = find('tip');
  tip.hidden = !bar;
  if (!bar) return;
  const sentence = sentences[rows.sentence[bar.row]];
  tip.replaceChildren(element('b', {}, when(bar.row)), ` ${claimName(bar.row)}`, element('br'), quoted(sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence || labelOf(bar.row)));
  const left = Math.min(Math.max(bar.x, 0), canvas.clientWidth - Math.min(340, canvas.clientWidth));
  tip.style.left = `${canvas.offsetLeft + left}px`;
  tip.style.top = `${canvas.offsetTop + bar.y + LANE + 4}px`;
}

function hide(canvas) {
  if (timeline.hovered < 0) return;
  timeline.hovered = -1;
  canvas.classList.remove('over');
  find('tip').hidden = true;
  timeline.ask();
}

function followOverview(overview) {
  const centre = (event) => {
    if (event.type === 'pointermove' && !event.buttons) return;
    const [low, high] = domain(), middle = low + (event.offsetX / overview.clientWidth) * (high - low), span = timeline.to - timeline.from;
    setView(middle - span / 2, middle + span / 2);
  };
  for (const kind of ['pointerdown', 'pointermove']) overview.addEventListener(kind, centre);
}
