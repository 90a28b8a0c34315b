#!/usr/bin/env node
// `nianbao` as the score of the real documents calls it, one file at a time: the findings of a file are those that it has among the other
// files of its folder, because what a series says needs the report of the year before.
//
//   node score.mjs -- node scripts/score-command.mjs
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { csvLine, parseCsv } from '../dist/text/csv.js'

const command = join(dirname(fileURLToPath(import.meta.url)), '../dist/cli/main.js')
const args = process.argv.slice(2)
const file = args[args.length - 1] ?? ''
const findings = args[args.indexOf('--format') + 1] === 'findings'
const others = findings
  ? readdirSync(dirname(file))
      .filter((name) => /\.html$/.test(name) && name !== basename(file))
      .map((name) => join(dirname(file), name))
  : []
const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args, ...others], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
})
process.stderr.write(stderr)
if (findings) {
  const rows = parseCsv(stdout)
  const [head = ''] = stdout.split('\n')
  process.stdout.write(
    `${head}\n${rows
      .filter((row) => row.file === file)
      .map((row) => csvLine(Object.values(row)))
      .join('')}`,
  )
} else process.stdout.write(stdout)
process.exitCode = status ?? 1
