// Runs before the first paint, so that a chosen theme does not flash; ThemeService takes over from here.
try {
  const theme = localStorage.getItem('lienzo.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stays.
}
