#!/usr/bin/env node
// What nianbao does, on two reports of the repository: a PDF that prints sums that do not hold, and the text that a
// tool made of another, with torn labels and a table that is cut off.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'

if (!existsSync('dist/cli/main.js') || !process.argv.includes('--no-build')) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], { stdio: 'inherit' })
  // All that `npm run build` makes: what comes next in the README is a run, which writes the review site too.
  execFileSync(process.execPath, ['scripts/build/site.mjs'], { stdio: 'inherit' })
  chmodSync('dist/cli/main.js', 0o755)
}
const files = ['fixtures/pdf/libreoffice-failing.pdf', 'fixtures/text/tabs-torn.txt']
console.log(`$ npx nianbao extract ${files.join(' ')} --format summary\n`)
const { status } = spawnSync(
  process.execPath,
  [
    'dist/cli/main.js',
    'extract',
    ...files,
    '--format',
    'summary',
    ...process.argv.slice(2).filter((arg) => arg !== '--no-build'),
  ],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
if (status === 0)
  console.log(
    [
      '',
      'More of the same reports:',
      '  npx nianbao extract fixtures/pdf/libreoffice-failing.pdf --format cells     every figure with page and confidence, CSV',
      '  npx nianbao extract fixtures/pdf/libreoffice-failing.pdf --lang zh -f summary',
      '  npx nianbao inspect fixtures/pdf/libreoffice-failing.pdf -o inspect.html    why every cell was read so',
      '  npx nianbao explain applications/balance                                    what a finding means',
    ].join('\n'),
  )
