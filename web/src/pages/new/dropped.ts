const KNOWN =
  /\.(3gp|aac|ac3|aif|aiff|amr|au|avi|caf|flac|flv|m4a|m4b|m4v|mka|mkv|mov|mp2|mp3|mp4|mpeg|mpg|mxf|oga|ogg|ogv|opus|ts|wav|webm|wma|wmv)$/i;

/** By its type or its name; the server looks at what is in it. */
export const isRecording = ({ name, type }: { name: string; type: string }): boolean =>
  /^(audio|video)\//.test(type) || KNOWN.test(name);

export interface Dropped {
  files: File[];
  /** Files of folders that are no recordings. */
  leftOut: number;
}

/** All of a drop, folders opened. Files that were chosen by themselves are taken as they are. */
export async function readDrop(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  // Entries are gone after the first await.
  const found = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const dropped: Dropped = { files: [], leftOut: 0 };
  for (const { entry, file } of found) {
    if (entry?.isDirectory) sort(await filesBelow(entry as FileSystemDirectoryEntry), dropped);
    else if (file) dropped.files.push(file);
  }
  return dropped;
}

/** Of a folder that was chosen. */
export function ofFolder(files: readonly File[]): Dropped {
  const dropped: Dropped = { files: [], leftOut: 0 };
  sort(files, dropped);
  return dropped;
}

function sort(files: readonly File[], into: Dropped): void {
  for (const file of files) {
    if (isRecording(file)) into.files.push(file);
    else into.leftOut++;
  }
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  // A reader gives a hundred at a time, and then none.
  for (let some = await read(reader); some.length > 0; some = await read(reader)) {
    for (const entry of some) {
      if (entry.isDirectory) files.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
      else files.push(await fileOf(entry as FileSystemFileEntry));
    }
  }
  return files;
}

const read = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** The addresses in a text, a line or a word each, and what is none. */
export function addresses(text: string): { good: string[]; bad: string[] } {
  const words = text.split(/\s+/).filter(Boolean);
  const good = words.filter((word) => /^https:\/\/[^/]/i.test(word) && URL.canParse(word));
  return { good, bad: words.filter((word) => !good.includes(word)) };
}
