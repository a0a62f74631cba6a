import type { Picked } from './accepted-files.ts'

function readEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}

/** All entries of a folder: a browser hands them out a hundred at a time. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (let some = await readEntries(reader); some.length > 0; some = await readEntries(reader)) all.push(...some)
  return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function openFile(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)))
}

async function collectEntry(entry: FileSystemEntry): Promise<Picked<File>[]> {
  if (entry.isFile) {
    const file = await openFile(entry as FileSystemFileEntry)
    return file ? [{ path: entry.fullPath.replace(/^\//, ''), file }] : []
  }
  const found: Picked<File>[] = []
  const inside = await listFolder(entry as FileSystemDirectoryEntry).catch(() => [])
  for (const one of inside) found.push(...(await collectEntry(one)))
  return found
}

/**
 * Files and folders that were dropped, with their paths relative to what was dropped. Has to be called
 * in the drop event itself: the entries are gone when it has ended.
 */
export function collectDropped(transfer: DataTransfer): Promise<Picked<File>[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return Promise.resolve(collectChosen(transfer.files))
  return Promise.all(entries.map(collectEntry)).then((lists) => lists.flat())
}

/** Files of a file or folder picker. */
export function collectChosen(files: FileList | null): Picked<File>[] {
  return [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
}

/** Whether a drag carries files, as far as a browser tells before the drop. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false
}
