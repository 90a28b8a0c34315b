/** Old Word and WPS files → .docx, by LibreOffice where it is installed. */

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NianbaoError } from '../errors.js'

/** A conversion takes two seconds, the first of a fresh profile some more. */
const LONGEST = 60_000

/** No macros, no active content, no updates: nothing is run or fetched that a document holds or links to. */
const SETTINGS = [
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableActiveContent', 'true'],
  // Links to files and fields: 2 is never.
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', '2'],
  ['/org.openoffice.Office.Calc/Content/Update', 'Link', '2'],
]

/**
 * Convert an old Word or WPS file.
 *
 * @param longest Milliseconds after which LibreOffice is ended, with all that it has started.
 * @throws {NianbaoError} `office-needed` where LibreOffice is not installed or cannot open the file, `time-limit` where it
 *   takes too long.
 */
export async function convertOffice(bytes: Uint8Array, longest: number = LONGEST): Promise<Uint8Array> {
  const program = await findOffice()
  if (!program) throw new NianbaoError('office-needed')
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-office-'))
  try {
    const profile = join(folder, 'profile', 'user')
    await mkdir(profile, { recursive: true })
    const items = SETTINGS.map(
      ([path, name, value]) =>
        `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
    )
    await writeFile(
      join(profile, 'registrymodifications.xcu'),
      `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">${items.join('')}</oor:items>`,
    )
    await writeFile(join(folder, 'input.doc'), bytes)
    await run(program, longest, [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--nodefault',
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      folder,
      join(folder, 'input.doc'),
    ])
    return await readFile(join(folder, 'input.docx'))
  } catch (cause) {
    if (cause instanceof NianbaoError) throw cause
    throw new NianbaoError('office-needed', 'LibreOffice could not open the file.', { cause })
  } finally {
    // What was killed a moment ago may still hold a file open.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function findOffice(): Promise<string | null> {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/Applications/LibreOffice.app/Contents/MacOS',
    'C:\\Program Files\\LibreOffice\\program',
  ]
  for (const folder of folders.filter(Boolean)) {
    for (const name of ['soffice', 'soffice.exe', 'libreoffice']) {
      const path = join(folder, name)
      if (
        await access(path, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return path
    }
  }
  return null
}

/**
 * Runs a program in a group of its own, and ends all of the group when the pipe to this process closes: also where this process is
 * killed, and says nothing any more.
 */
const GUARD = 'exec 3<&0; "$@" 3<&- </dev/null & program=$!; (read -r _ <&3; kill -9 0) & wait $program'

/**
 * Run LibreOffice to its end. `soffice` is a script that starts another that starts the program: all are of one group, which is
 * ended as a whole.
 */
function run(program: string, longest: number, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const stdio: StdioOptions = ['pipe', 'ignore', 'ignore']
    const child =
      process.platform === 'win32'
        ? spawn(program, args, { stdio })
        : spawn('/bin/sh', ['-c', GUARD, 'nianbao', program, ...args], { stdio, detached: true })
    let late = false
    const timer = setTimeout(() => {
      late = true
      killAll(child)
    }, longest)
    child.on('error', (cause) => {
      clearTimeout(timer)
      reject(cause)
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      // What the script leaves behind must not outlive it.
      killAll(child)
      if (late) reject(new NianbaoError('time-limit', `LibreOffice took more than ${longest} ms.`))
      else if (code === 0) resolve()
      else reject(new Error(`LibreOffice ended with ${signal ?? code}`))
    })
  })
}

/** End a process and all that it has started. */
function killAll(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }).on('error', () => {})
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of it is left.
  }
}
