/** Endings of pictures whose type browsers do not know. */
const ENDINGS = /\.(jpe?g|png|gif|webp|avif|heic|heif|tiff?|svg|bmp)$/i;

/** Whether a file can be a picture at all; the service looks inside. */
export function looksLikePicture(file: File): boolean {
  return file.type.startsWith('image/') || ENDINGS.test(file.name);
}

/** Every file that was dropped or pasted, those in folders too. Call it in the event: later, the browser hides them. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry | File): Promise<File[]> {
  if (entry instanceof File) return [entry];
  if (entry.isFile) {
    return [await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A folder is told in parts, until one is empty.
    const part = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
    if (part.length === 0) return found;
    for (const inner of part) found.push(...(await filesIn(inner)));
  }
}

/** What is asked for: every kind of picture. */
export const PICTURES = 'image/*,.heic,.heif,.avif,.tif,.tiff,.svg';

/** Asks the person for files of a kind, or for a folder. */
export function askForFiles(
  document: Document,
  { accept = '', folder = false }: { accept?: string; folder?: boolean },
): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accept;
  input.webkitdirectory = folder;
  // In the page, so that it is still there when the person has chosen.
  input.hidden = true;
  document.body.append(input);
  return new Promise((chosen) => {
    const finish = () => {
      chosen([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    input.click();
  });
}
