/** Where the command writes: data on stdout or into a file, all else on stderr. */

import { constants, writeSync } from 'node:fs'
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputFailed } from '../node/archive/atomic-file.js'
import { printable } from '../output/escape.js'
import { type Parsed, UsageError } from './args.js'

/** Write all of a text to stdout, however slowly it is taken; a reader that went away is no error. */
export function writeOut(text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw outputFailed('standard output', error)
      // The pipe is full: give its reader a moment without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** A line on stderr, free of control characters. */
export function say(line: string): void {
  try {
    writeSync(2, `${printable(line)}\n`)
  } catch {
    // Nobody listens.
  }
}

/** Kinds that are read and never written: `-o *.pdf` names the first of the files that are there. */
const DOCUMENT = /\.(?:pdf|docx?|wps|rtf|odt|ofd|zip|mhtml?|png|jpe?g|webp|tiff?)$/i

/**
 * Look at the output before anything is read for it.
 *
 * @throws {UsageError} where it would take the place of a document, or has no place.
 */
export async function requireOutput(output: Parsed['values'][string], inputs: readonly string[]): Promise<void> {
  if (typeof output !== 'string') return
  if (output === '') throw new UsageError('--output is the name of a file')
  const path = await realpath(output).catch(() => null)
  if (path === null) {
    await access(dirname(output), constants.W_OK).catch(() => {
      throw new UsageError(`${output} cannot be written: there is no folder ${dirname(output)} that lets it`)
    })
    return
  }
  if ((await stat(path)).isDirectory())
    throw new UsageError(`--output is the name of a file, and ${output} is a folder`)
  for (const input of inputs) {
    if ((await realpath(input).catch(() => null)) === path)
      throw new UsageError(`${output} is a file to be read: --output would be written over it`)
  }
  if (DOCUMENT.test(path) && (await stat(path)).isFile())
    throw new UsageError(`${output} is there, and its name is that of a document: --output would be written over it`)
}

/**
 * Write a file whole or not at all: beside its place first, then moved there. A link is followed; pipes and devices
 * are written to.
 */
export async function writeFileWhole(file: string, text: string): Promise<void> {
  const path = await realpath(file).catch(() => file)
  try {
    const kind = await stat(path).catch(() => null)
    if (kind && !kind.isFile() && !kind.isDirectory()) return await writeFile(path, text, 'utf8')
    await writeBeside(path, text)
  } catch (error) {
    throw outputFailed(file, error)
  }
}

async function writeBeside(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(text, 'utf8')
    await handle.sync()
    await handle.close()
    await rename(temporary, path)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(temporary, { force: true })
    throw error
  }
}

/** Columns of the window that stdout is, 100 where it is none. */
export const windowWidth = (): number => Math.max(40, process.stdout.columns || Number(process.env.COLUMNS) || 100)

/** Colours only for a person at a terminal who wants them: https://no-color.org */
export const wantsColour = (): boolean =>
  process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
