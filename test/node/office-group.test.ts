import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { closeReaders, readReport } from '../../dist/node/index.js'
import { runs, temporary, until } from '../helpers/command.js'

const folder = temporary()
afterAll(closeReaders)

describe.runIf(process.platform === 'linux')('what a reader has started', () => {
  test('ends with it', async () => {
    const bin = join(folder, 'bin')
    const pid = join(folder, 'pid')
    mkdirSync(bin)
    // A LibreOffice that never comes to its end.
    writeFileSync(join(bin, 'soffice'), `#!/bin/sh\necho $$ > '${pid}'\nexec sleep 300\n`)
    chmodSync(join(bin, 'soffice'), 0o755)
    process.env.PATH = `${bin}${delimiter}${process.env.PATH}`
    const old = Buffer.alloc(4096)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(old)
    const abort = new AbortController()
    const reading = readReport(old, { signal: abort.signal })
    expect(await until(() => existsSync(pid) && readFileSync(pid, 'utf8').endsWith('\n'))).toBe(true)
    const office = Number(readFileSync(pid, 'utf8'))
    expect(runs(office)).toBe(true)
    abort.abort()
    await expect(reading).rejects.toMatchObject({ code: 'aborted' })
    expect(await until(() => !runs(office), 5000)).toBe(true)
  })
})
