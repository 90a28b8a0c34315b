/** The compiled command and its processes, as a shell sees them. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

export const inRoot = (path: string): string => join(root, path)
export const main = inRoot('dist/cli/main.js')
export const fixture = (name: string): string => inRoot(`fixtures/pdf/${name}`)
/** Value of NODE_OPTIONS that loads a helper before the program. */
export const preload = (helper: string): string => `--import ${pathToFileURL(inRoot(`test/helpers/${helper}`)).href}`

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** What stands on standard input; nothing is left open without it. */
  readonly input?: string | Uint8Array
  /** Leave standard input open. */
  readonly hold?: boolean
  /** A process group of its own, as a shell gives to a command at a terminal. */
  readonly group?: boolean
}

export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly process: ChildProcess
  readonly pid: number
  readonly done: Promise<Ran>
}

/** Start a program with an environment that says nothing about terminals and languages. */
export function start(program: string, argv: readonly string[], options: RunOptions = {}): Running {
  const { PATH = '', HOME = tmpdir() } = process.env
  const child = spawn(program, argv, {
    cwd: options.cwd ?? root,
    env: { PATH, HOME, LC_ALL: 'C', ...options.env },
    stdio: [options.input === undefined && !options.hold ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: options.group ?? false,
  })
  child.stdin?.on('error', () => {})
  if (options.input !== undefined) child.stdin?.end(options.input)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => out.push(data))
  child.stderr?.on('data', (data: Buffer) => err.push(data))
  const done = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code, signal, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    )
  })
  return { process: child, pid: child.pid ?? 0, done }
}

/** Start the command. */
export const command = (args: readonly string[], options?: RunOptions): Running =>
  start(process.execPath, [main, ...args], options)

export const nianbao = (args: readonly string[], options?: RunOptions): Promise<Ran> => command(args, options).done

/** Run a script as an ES module in the folder of the package, so that it can import `nianbao` by its name. */
export const script = (code: string, options?: RunOptions): Running =>
  start(process.execPath, ['--input-type=module', '-e', code], options)

/** Run a line of POSIX shell in which `nianbao` is the command. */
export const shell = (line: string, options?: RunOptions): Promise<Ran> =>
  start('sh', ['-c', `nianbao() { '${process.execPath}' '${main}' "$@"; }\n${line}`], options).done

/** Whether a program is installed, told by a call of it that does nothing. */
export function isInstalled(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A folder for the tests of one file, removed after them. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Wait until something holds; says false when it does not come to hold. */
export async function until(holds: () => boolean, milliseconds = 30_000): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    if (holds()) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return holds()
}

/** State and parent of a process as Linux tells them; null where it is gone. */
function statOf(pid: number): { state: string; parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return null
  }
}

/** Whether a process runs; one that has ended and waits for its parent does not. */
export const runs = (pid: number): boolean => !/^[ZX]?$/.test(statOf(pid)?.state ?? '')

/** Running processes that a process has started. */
export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => statOf(one)?.parent === pid && runs(one))
