// `node --test e2e/` of Node 20 looks for *.test.js in the folder; later versions run the folder, which is this file.
await import('./pages.test.js');
await import('./accounts.test.js');
await import('./gallery.test.js');
await import('./uploads.test.js');
await import('./picture.test.js');
await import('./jobs.test.js');
await import('./inbox.test.js');
await import('./sharing.test.js');
await import('./account.test.js');
await import('./screens.test.js');
await import('./keyboard.test.js');
await import('./editor.test.js');
await import('./editing.test.js');
await import('./create.test.js');
await import('./visit.test.js');
