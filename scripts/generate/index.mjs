#!/usr/bin/env node
// Writes what the code knows better than a person: the JSON Schema and the reference documents.
//   npm run generate            write them
//   npm run generate -- --check say which of them are out of date, exit 1 if any
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { citationFile } from '../../dist/output/citation.js'
import { cellsDoc } from './cells.mjs'
import { codebookDoc } from './codebook.mjs'
import { commandDoc } from './command.mjs'
import { errorsDoc, findingsDoc } from './findings.mjs'
import { formsDoc } from './forms.mjs'
import { optionsDoc } from './options.mjs'
import { schemaJson } from './schema.mjs'
import { statementsDoc } from './statements.mjs'

export const products = {
  'schema/report.schema.json': schemaJson,
  'docs/cells.md': cellsDoc,
  'docs/findings.md': findingsDoc,
  'docs/errors.md': errorsDoc,
  'docs/forms.md': formsDoc,
  'docs/statements.md': statementsDoc,
  'docs/options.md': optionsDoc,
  'docs/command.md': commandDoc,
  'docs/codebook.md': codebookDoc,
  'CITATION.cff': citationFile,
}

const root = new URL('../../', import.meta.url)

/** Names of the products whose file is not what the code would write. */
export function stale() {
  return Object.entries(products).flatMap(([path, make]) => {
    let present = null
    try {
      present = readFileSync(new URL(path, root), 'utf8')
    } catch {}
    return present === make() ? [] : [path]
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const old = stale()
  if (process.argv.includes('--check')) {
    for (const path of old) console.error(`${path} is out of date: npm run generate`)
    process.exitCode = old.length > 0 ? 1 : 0
  } else {
    for (const path of old) writeFileSync(new URL(path, root), products[path]())
    console.log(old.length > 0 ? `wrote ${old.join(', ')}` : 'all up to date')
  }
}
