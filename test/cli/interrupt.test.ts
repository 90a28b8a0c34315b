import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { childrenOf, command, fixture, preload, type Running, runs, temporary, until } from '../helpers/command.js'

const folder = temporary()
const endless = join(folder, 'fake-hang.pdf')
writeFileSync(endless, '%PDF-1.7\n')
const env = { NODE_OPTIONS: preload('fake-reader.mjs') }

/** The reader of a command that reads. */
async function readerOf({ pid }: Running): Promise<number> {
  expect(await until(() => childrenOf(pid).length > 0)).toBe(true)
  // Until it has been given its file there is nothing to interrupt.
  await new Promise((resolve) => setTimeout(resolve, 300))
  return childrenOf(pid)[0] ?? 0
}

describe.runIf(process.platform === 'linux')('interrupts', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends a reading that hangs, with 130 and nothing said',
    async (signal) => {
      const running = command(['extract', endless, '--format', 'cells'], { env })
      const reader = await readerOf(running)
      running.process.kill(signal)
      expect(await running.done).toEqual({ code: 130, signal: null, out: '', err: '' })
      expect(await until(() => !runs(reader))).toBe(true)
    },
  )
  test('Ctrl-C at a terminal reaches the reader too, and means the same', async () => {
    const running = command(['extract', endless, fixture('libreoffice-hair.pdf'), '--format', 'cells'], {
      env,
      group: true,
    })
    const reader = await readerOf(running)
    process.kill(-running.pid, 'SIGINT')
    expect(await running.done).toEqual({ code: 130, signal: null, out: '', err: '' })
    expect(await until(() => !runs(reader))).toBe(true)
  })
  test('the file of -o stays as it was, and nothing stands beside it', async () => {
    const output = join(folder, 'out.csv')
    writeFileSync(output, 'before')
    const running = command(['extract', fixture('libreoffice-hair.pdf'), endless, '-o', output], { env })
    await readerOf(running)
    running.process.kill('SIGINT')
    expect((await running.done).code).toBe(130)
    expect(readFileSync(output, 'utf8')).toBe('before')
    expect(readdirSync(folder).sort()).toEqual(['fake-hang.pdf', 'out.csv'])
  })
  test('inspect is interrupted as extract is', async () => {
    const running = command(['inspect', endless], { env })
    await readerOf(running)
    running.process.kill('SIGINT')
    expect(await running.done).toEqual({ code: 130, signal: null, out: '', err: '' })
  })
  test('check that waits for its input is interrupted too', async () => {
    const running = command(['check', '-'], { hold: true })
    running.process.stdin?.write('table,row,column,value\n')
    // Nothing tells that it waits; its modules are loaded long before this.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    running.process.kill('SIGINT')
    const ended = await Promise.race([running.done, new Promise<null>((resolve) => setTimeout(resolve, 15_000, null))])
    if (!ended) running.process.kill('SIGKILL')
    expect(ended).toEqual({ code: 130, signal: null, out: '', err: '' })
  })
  test('a command that is killed leaves no reader behind', async () => {
    const running = command(['extract', endless], { env })
    const reader = await readerOf(running)
    running.process.kill('SIGKILL')
    await running.done
    const ended = await until(() => !runs(reader), 20_000)
    if (!ended) process.kill(reader, 'SIGKILL')
    expect(ended).toBe(true)
  })
})
