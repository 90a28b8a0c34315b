/** Old Word and WPS files → .docx, by LibreOffice where it is installed. */

import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NianbaoError } from '../errors.js'

/** A conversion takes two seconds, the first of a fresh profile some more. */
const LONGEST = 60_000

/** No macros, no updates, nothing fetched that a document links to. */
const SETTINGS = [
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableActiveContent', 'true'],
]

/**
 * Convert an old Word or WPS file.
 *
 * @throws {NianbaoError} `office-needed` where LibreOffice is not installed or cannot open the file.
 */
export async function convertOffice(bytes: Uint8Array): Promise<Uint8Array> {
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
    await run(program, [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
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
    await rm(folder, { recursive: true, force: true })
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

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: LONGEST, killSignal: 'SIGKILL' })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`LibreOffice ended with ${signal ?? code}`)),
    )
  })
}
