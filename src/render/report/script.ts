/**
 * What the pages do beyond showing: theme, filter, sort. Written for the browser and kept as text, so that a page is one
 * file; without it a page still shows everything.
 */
export const SCRIPT = `(() => {
  'use strict';
  const root = document.documentElement;
  const remembered = (value) => {
    // A page opened as a file may have no storage.
    try {
      if (value === undefined) return localStorage.getItem('hubfleet-theme');
      localStorage.setItem('hubfleet-theme', value);
    } catch { return null; }
    return value;
  };

  const theme = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()));
  const before = remembered();
  if (before === 'dark' || before === 'light') root.dataset.theme = before;
  theme.hidden = false;
  showTheme();
  system.addEventListener('change', showTheme);
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remembered(root.dataset.theme);
    showTheme();
  });

  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

  const sortBy = (table, heading) => {
    const direction = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', direction);
    const isNumber = heading.dataset.type === 'number';
    const sign = direction === 'ascending' ? 1 : -1;
    const keyed = [...table.tBodies[0].rows].map((row) => [valueOf(row, heading.cellIndex), row]);
    // What is not known comes last, whichever way.
    const compare = ([a], [b]) => {
      if (a === '' || b === '') return Number(a === '') - Number(b === '');
      return sign * (isNumber ? a - b : collator.compare(a, b));
    };
    table.tBodies[0].append(...keyed.sort(compare).map(([, row]) => row));
  };

  const filter = (tools, table) => {
    const words = (tools.querySelector('input')?.value ?? '').toLowerCase().split(/\\s+/).filter(Boolean);
    const facets = [...tools.querySelectorAll('select')].filter(({ value }) => value !== '');
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      if (words.length > 0) row.searched ??= row.textContent.toLowerCase();
      const fits =
        words.every((word) => row.searched.includes(word)) &&
        facets.every(({ name, value }) => row.getAttribute('data-' + name) === value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    const all = table.tBodies[0].rows.length;
    const text = shown + ' of ' + all + ' ' + tools.dataset.what;
    const output = tools.querySelector('output');
    // Saying the same again would only make noise.
    if (output.textContent !== text) output.textContent = text;
  };

  for (const table of document.querySelectorAll('table[id]')) {
    for (const button of table.tHead.querySelectorAll('button')) {
      button.addEventListener('click', () => sortBy(table, button.closest('th')));
    }
  }
  for (const tools of document.querySelectorAll('.tools')) {
    const table = document.getElementById(tools.dataset.for);
    tools.hidden = false;
    tools.addEventListener('input', () => filter(tools, table));
    tools.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.target.matches('input')) return;
      event.target.value = '';
      filter(tools, table);
    });
    tools.querySelector('button').addEventListener('click', () => {
      for (const control of tools.querySelectorAll('input, select')) control.value = '';
      filter(tools, table);
      tools.querySelector('input, select').focus();
    });
    filter(tools, table);
  }

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
})();
`;
