/** The program that converts old Word files, replaced by scripts that misbehave. */

import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { convertOffice } from '../../src/node/office.js'

const { PATH, TMPDIR } = process.env
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nianbao-test-'))
  mkdirSync(join(folder, 'tmp'))
  process.env.TMPDIR = join(folder, 'tmp')
})
afterEach(() => {
  process.env.PATH = PATH
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  rmSync(folder, { recursive: true, force: true })
})

/** Put a script in the place of LibreOffice. `$here` is the folder of the test, `$out` where the result is expected. */
function install(script: string): void {
  const path = join(folder, 'soffice')
  const head = `#!/bin/sh\nhere='${folder}'\nfor arg; do [ "$last" = --outdir ] && out=$arg; last=$arg; done\n`
  writeFileSync(path, `${head}${script}\n`)
  chmodSync(path, 0o755)
  process.env.PATH = `${folder}:${PATH}`
}
const bytes = new TextEncoder().encode('old')
const left = (): string[] => readdirSync(join(folder, 'tmp'))
/** Nothing that the script started is alive: the numbers of its processes stand in a file. */
const alive = (): number[] =>
  readFileSync(join(folder, 'pids'), 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number)
    .filter((pid) => {
      try {
        process.kill(pid, 0)
      } catch {
        return false
      }
      // One that ended and was not yet taken note of is not alive.
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    })
const within = async (done: () => boolean): Promise<boolean> => {
  for (let i = 0; i < 100 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 100))
  return done()
}
/** A script that starts another that starts a third, which never ends; none hears of a polite request. */
const STUCK = `trap '' TERM INT HUP\n(trap '' TERM INT HUP; sleep 600 & echo $! >> "$here/pids"; wait) &\necho $! $$ >> "$here/pids"\nwait`

describe.skipIf(process.platform === 'win32')('LibreOffice', () => {
  test('what it makes is given, and nothing is left of its folder', async () => {
    install(
      'cat "$out/input.doc" > "$out/input.docx"; cat "$out/profile/user/registrymodifications.xcu" > "$here/settings"; echo "$@" > "$here/args"',
    )
    expect(new TextDecoder().decode(await convertOffice(bytes))).toBe('old')
    expect(left()).toEqual([])
    expect(readFileSync(join(folder, 'args'), 'utf8')).toMatch(
      /^-env:UserInstallation=file:\S+ --headless .*--convert-to docx/,
    )
    const settings = readFileSync(join(folder, 'settings'), 'utf8')
    for (const [name, value] of [
      ['DisableMacrosExecution', 'true'],
      ['DisableActiveContent', 'true'],
      ['BlockUntrustedRefererLinks', 'true'],
      ['Link', '2'],
    ])
      expect(settings).toContain(`oor:name="${name}" oor:op="fuse"><value>${value}</value>`)
  })
  test.skipIf(process.platform !== 'linux')('one that hangs is ended with all that it has started', async () => {
    install(STUCK)
    await expect(convertOffice(bytes, 1_000)).rejects.toMatchObject({ name: 'NianbaoError', code: 'time-limit' })
    expect(await within(() => alive().length === 0)).toBe(true)
    expect(left()).toEqual([])
  })
  test.skipIf(process.platform !== 'linux')('it does not outlive the process that asked for it', async () => {
    install(STUCK)
    const office = pathToFileURL(join(process.cwd(), 'dist/node/office.js')).href
    const asking = spawn(process.execPath, [
      '-e',
      `import(${JSON.stringify(office)}).then((m) => m.convertOffice(new Uint8Array(4)))`,
    ])
    const started = (): boolean => {
      try {
        return alive().length === 3
      } catch {
        return false
      }
    }
    expect(await within(started)).toBe(true)
    asking.kill('SIGKILL')
    expect(await within(() => alive().length === 0)).toBe(true)
  })
  test.skipIf(process.platform !== 'linux')('what it leaves behind does not outlive it', async () => {
    install('cp "$out/input.doc" "$out/input.docx"; sleep 600 & echo $! > "$here/pids"')
    await convertOffice(bytes)
    expect(await within(() => alive().length === 0)).toBe(true)
  })
  test.each([
    ['that fails', 'exit 7'],
    ['that makes nothing', 'exit 0'],
    ['that is killed', 'kill -9 $$'],
  ])('one %s', async (_what, script) => {
    install(script)
    await expect(convertOffice(bytes)).rejects.toMatchObject({ name: 'NianbaoError', code: 'office-needed' })
    expect(left()).toEqual([])
  })
})
