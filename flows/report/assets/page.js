// The front door: head, theme, print, then every view once.

const THEMES = ['auto', 'light', 'dark'];
const memory = { theme: 'auto' };

function showTheme() {
  const root = document.documentElement, printing = memory.printing;
  if (printing) root.dataset.theme = 'light';
  else if (memory.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = memory.theme;
  readTheme();
  for (const made of painters) made.draw();
  const names = { auto: 'as the system', light: 'light', dark: 'dark' };
  find('theme').textContent = memory.theme[0].toUpperCase() + memory.theme.slice(1);
  find('theme').setAttribute('aria-label', `Colours: ${names[memory.theme]}`);
}

function startTheme() {
  find('theme').addEventListener('click', () => {
    memory.theme = THEMES[(THEMES.indexOf(memory.theme) + 1) % THEMES.length];
    showTheme();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showTheme);
  const print = matchMedia('print');
  const onPrint = (printing) => { memory.printing = printing; showTheme(); };
  print.addEventListener('change', (event) => onPrint(event.matches));
  window.addEventListener('beforeprint', () => onPrint(true));
  window.addEventListener('afterprint', () => onPrint(false));
}

function startHead() {
  const { counts, lake, shown } = data, sources = new Set(data.published.cells.map((cell) => cell.source)).size;
  const from = counts.first_published, to = counts.last_published;
  const published = from === null ? 'no article has a publication date' : `published ${range(from, from)} to ${range(to, to)}`;
  find('subtitle').textContent = `${lake.name}: ${published}, ${sources} source${sources === 1 ? '' : 's'}, snapshot ${lake.load_seq}.`;
  const cut = shown.events < shown.of ? `${number(shown.events)} shown` : shown.sentences < shown.events ? `${number(shown.sentences)} with sentence` : '';
  const figures = [['articles', counts.articles], ['time expressions', counts.mentions], ['events', counts.events, cut], ['rejects', counts.rejects]];
  find('figures').append(...figures.map(([name, value, note]) => element('div', {}, element('dt', {}, name, note ? element('small', {}, note) : null), element('dd', {}, number(value)))));
  const parts = [`This page shows ${number(shown.events)} of ${number(shown.of)} events, ${number(shown.sentences)} of them with their sentence.`];
  if (shown.events < shown.of) parts.push('Events with a date to come, then events with a date of their own, then the latest news were kept.');
  if (shown.sentences < shown.events) parts.push('To stay under 10 MB the sentences of the last of them were left out; the lake has them.');
  parts.push('It was written once from the lake and asks for nothing.');
  find('foot').textContent = parts.join(' ');
}

startTheme();
readTheme();
startHead();
startFilters();
startTimeline();
startCalendar();
startPictures();
startTable();
startRun();
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') closePanel(); });
applyFilters();
showTheme();
document.documentElement.dataset.ready = 'yes';
