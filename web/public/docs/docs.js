// Starts the API page. Both stylesheets follow `dark-mode` on <html>: the theme chosen in the app, else the system's.
const dark = matchMedia('(prefers-color-scheme: dark)');

function chosenTheme() {
  try {
    return localStorage.getItem('lienzo.theme');
  } catch {
    return null;
  }
}

function applyTheme() {
  const theme = chosenTheme();
  const isDark = theme === 'dark' || (theme !== 'light' && dark.matches);
  document.documentElement.classList.toggle('dark-mode', isDark);
}

applyTheme();
dark.addEventListener('change', applyTheme);

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  // The calls come first: their schemas stay folded.
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
});
