/** Files that only LibreOffice opens, by the LibreOffice that is installed; skipped without one. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cellsOf, closeReaders, readReport } from '../../dist/node/index.js'
import { temporary } from '../helpers/command.js'
import { oneIn } from '../helpers/thorough.js'

const report = 'fixtures/docx/increases.docx'
const folder = temporary()
afterAll(closeReaders)

const installed = ((): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!installed)('with LibreOffice', { timeout: 120_000 }, () => {
  const kinds = [
    ['doc', 'doc:MS Word 97'],
    ['rtf', 'rtf:Rich Text Format'],
    ['odt', 'odt:writer8'],
  ] as const
  test.each(oneIn(3, kinds))('the figures of a .%s are those of the same file as .docx', async (extension, filter) => {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, report], {
      stdio: 'ignore',
      timeout: 60_000,
    })
    const values = async (bytes: Uint8Array): Promise<unknown> =>
      [...cellsOf((await readReport(bytes)).report!)].map(({ row, column, figure }) => [
        row,
        column,
        figure.value,
        figure.state,
      ])
    const old = await values(readFileSync(join(folder, `increases.${extension}`)))
    expect(old).toEqual(await values(readFileSync(report)))
  })
  test('what it cannot open either is told', async () => {
    const head = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(1024)]
    const bytes = new Uint8Array([...head, ...Buffer.from('WordDocument', 'utf16le'), ...new Uint8Array(1024)])
    await expect(readReport(bytes)).rejects.toMatchObject({ code: 'office-needed' })
  })
})
