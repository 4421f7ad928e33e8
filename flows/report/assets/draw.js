// Canvases: sharp at every pixel ratio, drawn once a frame at most, in the colours of the theme.

const theme = { colours: {}, facts: [] };

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['ink', 'muted', 'faint', 'line', 'paper', 'panel', 'accent', 'wash']) {
    theme.colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.facts = FACTS.map((fact) => style.getPropertyValue(`--${fact.toLowerCase()}`).trim());
}

// A painter calls paint(context, width, height) at most once a frame and again when its canvas changes size.
const painters = [];

function painter(canvas, paint) {
  let asked = false;
  const made = {
    draw() {
      const width = canvas.clientWidth, height = canvas.clientHeight, ratio = window.devicePixelRatio || 1;
      asked = false;
      if (!width || !height) return;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      const context = canvas.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const began = performance.now();
      paint(context, width, height);
      canvas.dataset.ms = (performance.now() - began).toFixed(2);
    },
    ask() {
      if (asked) return;
      asked = true;
      requestAnimationFrame(made.draw);
    },
  };
  new ResizeObserver(made.ask).observe(canvas);
  painters.push(made);
  return made;
}

function font(size, weight = 400) { return `${weight} ${size}px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif`; }

// How each claim is filled, so that it can be told without its colour:
// solid, split, hollow, dashed, striped, struck through.
const MARKS = {
  ASSERTED(context, x, y, width, height) { context.fillRect(x, y, width, height); },
  REPORTED(context, x, y, width, height) {
    const bar = height * 0.36;
    context.fillRect(x, y, width, bar);
    context.fillRect(x, y + height - bar, width, bar);
  },
  PLANNED(context, x, y, width, height) {
    context.strokeRect(x + 0.75, y + 0.75, Math.max(width - 1.5, 0.5), height - 1.5);
  },
  POSSIBLE(context, x, y, width, height) {
    context.setLineDash([3, 2]);
    context.strokeRect(x + 0.75, y + 0.75, Math.max(width - 1.5, 0.5), height - 1.5);
    context.setLineDash([]);
  },
  CONDITIONAL(context, x, y, width, height) {
    const stripe = 2;
    for (let at = 0; at < width; at += stripe * 2) context.fillRect(x + at, y, Math.min(stripe, width - at), height);
  },
  NEGATED(context, x, y, width, height) {
    const middle = y + height / 2;
    context.fillRect(x, middle - 0.75, width, 1.5);
    context.beginPath();
    const centre = x + width / 2, arm = height / 2;
    context.moveTo(centre - arm, y);
    context.lineTo(centre + arm, y + height);
    context.moveTo(centre + arm, y);
    context.lineTo(centre - arm, y + height);
    context.stroke();
  },
};

function mark(context, fact, x, y, width, height) {
  context.fillStyle = context.strokeStyle = theme.facts[fact];
  context.lineWidth = 1.5;
  MARKS[FACTS[fact]](context, x, y, width, height);
}

// The same mark as a small canvas beside words.
function swatch(fact) {
  const canvas = element('canvas', { className: 'swatch', 'aria-hidden': 'true' });
  painter(canvas, (context, width, height) => mark(context, fact, 1, 1, width - 2, height - 2));
  return canvas;
}

function claim(row) {
  return element('span', { className: 'claim' }, swatch(rows.fact[row]), claimName(row));
}

// ---- the scale of days

const STEPS = [
  [1, 'day'], [7, 'week'], [30.44, 'month'], [91.3, 'quarter'], [365.25, 'year'], [1826, 'years5'], [3652.5, 'years10'],
  [9131, 'years25'], [18262, 'years50'], [36525, 'years100'], [182621, 'years500'], [365250, 'years1000'],
];

// Days at which the axis has a line, with their names, at least `room` pixels apart.
function ticks(from, to, pixels, room) {
  const least = ((to - from) / pixels) * room;
  const [, unit] = STEPS.find(([size]) => size >= least) ?? STEPS[STEPS.length - 1];
  const found = [];
  if (unit === 'day' || unit === 'week') {
    const step = unit === 'day' ? 1 : 7;
    // 1970-01-05 was a Monday.
    for (let day = Math.floor((from - 4) / step) * step + 4; day <= to; day += step) {
      const at = asDate(day);
      const name = unit === 'day' && room < 60 ? `${at.getUTCDate()}` : `${WEEKDAYS[at.getUTCDay()]} ${at.getUTCDate()}`;
      found.push({ day, name, strong: at.getUTCDate() <= step, under: `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}` });
    }
    return found;
  }
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : unit === 'year' ? 12 : Number(unit.slice(5)) * 12;
  const start = asDate(from);
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (;;) {
    const year = Math.floor(month / 12), day = dayOf(year, month - year * 12, 1);
    if (day > to) return found;
    const name = months < 12 ? MONTHS[month - year * 12] : `${year}`;
    found.push({ day, name, strong: months < 12 ? month % 12 === 0 : year % 100 === 0, under: months < 12 ? `${year}` : '' });
    month += months;
  }
}

// Events by pixel column and claim: columns * facts counts.
function countByColumn(chosen, from, to, columns) {
  const counts = new Uint32Array(columns * FACTS.length), scale = columns / (to - from);
  let most = 0;
  const heights = new Uint32Array(columns);
  for (const row of chosen) {
    const day = rows.best_start[row] !== NONE ? (rows.best_start[row] + rows.best_end[row]) / 2 : (rows.from[row] + rows.to[row]) / 2;
    const column = Math.floor((day + 0.5 - from) * scale);
    if (column < 0 || column >= columns) continue;
    counts[column * FACTS.length + rows.fact[row]] += 1;
    heights[column] += 1;
    if (heights[column] > most) most = heights[column];
  }
  return { counts, most };
}

function stack(context, found, left, bottom, height, columnWidth, squash) {
  if (!found.most) return;
  const columns = found.counts.length / FACTS.length, full = squash(found.most);
  for (let fact = 0; fact < FACTS.length; fact += 1) {
    context.fillStyle = theme.facts[fact];
    for (let column = 0; column < columns; column += 1) {
      let below = 0, all = 0;
      const start = column * FACTS.length, here = found.counts[start + fact];
      if (!here) continue;
      for (let other = 0; other < FACTS.length; other += 1) {
        all += found.counts[start + other];
        if (other < fact) below += found.counts[start + other];
      }
      const tall = Math.max(1, (squash(all) / full) * height);
      context.fillRect(left + column * columnWidth, bottom - (tall * (below + here)) / all, columnWidth - 0.5, (tall * here) / all);
    }
  }
}
