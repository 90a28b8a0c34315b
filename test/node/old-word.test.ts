/** Files that only LibreOffice opens, by the LibreOffice that is installed; skipped without one. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cellsOf, closeReaders, readReport } from '../../dist/node/index.js'
import { isInstalled, temporary } from '../helpers/command.js'
import { oldWord } from '../helpers/docx.js'
import { oneIn } from '../helpers/thorough.js'

const report = 'fixtures/docx/increases.docx'
const folder = temporary()
afterAll(closeReaders)

describe.skipIf(!isInstalled('soffice', '--version'))('with LibreOffice', { timeout: 120_000 }, () => {
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
    await expect(readReport(oldWord)).rejects.toMatchObject({ code: 'office-needed' })
  })
})
