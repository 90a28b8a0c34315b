import { z } from 'zod'
import { exportOptionsSchema, limitsSchema, optionsSchema } from '../../dist/options.js'
import { code, doc, generated, table } from './markdown.mjs'

const typeOf = (schema) => {
  if (!schema || typeof schema !== 'object') return ''
  if (schema.enum) return schema.enum.map((value) => code(`'${value}'`)).join(', ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (schema.type === 'integer') return 'whole number'
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  return schema.type ?? ''
}

const special = { signal: code('AbortSignal'), onProgress: code('(progress) => void') }

function rowsOf(schema, prefix = '') {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(json.properties).map(([name, property]) => [
    code(prefix + name),
    special[name] ?? typeOf(property),
    property.default === undefined ? '' : code(JSON.stringify(property.default)),
    property.description ?? schema.shape[name].description ?? '',
  ])
}

/** docs/options.md */
export function optionsDoc() {
  const head = ['option', 'is', 'default', 'says']
  const own = rowsOf(optionsSchema).filter(([name]) => name !== '`limits`')
  return doc(
    generated('src/options.ts'),
    '# Options',
    'Options of `readReport(input, options)`. An unknown option, or a value that it cannot have, is refused with the error `options-invalid`, which names the nearest known option.',
    table(head, own),
    '## Limits',
    `${limitsSchema.description} Given as \`{ limits: { pages: 50 } }\`; limits that are not named keep their default. What is beyond a limit is left out with a finding where a part can be read, and ends in a typed error where none can (docs/errors.md).`,
    table(head, rowsOf(limitsSchema, 'limits.')),
    '## Exports',
    'Options of `writeExports(records, folder, options)` in `nianbao/node`, beside those that are functions or data (docs/exports.md).',
    table(head, rowsOf(exportOptionsSchema)),
  )
}
