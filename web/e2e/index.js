// `node --test e2e/` of Node 20 looks for *.test.js in the folder; later versions run the folder, which is this file.
await import('./pages.test.js');
