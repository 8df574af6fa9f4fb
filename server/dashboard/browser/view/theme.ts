/** Light or dark: as the system has it, until somebody says otherwise. Runs before the page is drawn. */

const KEY = 'game-flow-theme';
const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const listeners: (() => void)[] = [];
const system = matchMedia('(prefers-color-scheme: dark)');
let theme: Theme = THEMES.find((one) => one === localStorage.getItem(KEY)) ?? 'system';

apply();
system.addEventListener('change', tell);

/** Makes a button go through the themes. */
export function themeButton(button: HTMLButtonElement): void {
  const label = () => {
    button.textContent = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' }[theme];
  };
  label();
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
    localStorage.setItem(KEY, theme);
    apply();
    label();
    tell();
  });
}

/** For what CSS does not reach. */
export function onTheme(listener: () => void): void {
  listeners.push(listener);
}

function apply(): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme;
}

function tell(): void {
  for (const listener of listeners) listener();
}
