import { z } from 'zod'
import { reportSchema } from '../../dist/report/schema.js'
import { SCHEMA_VERSION } from '../../dist/report/schema-version.js'

/** JSON Schema of the report, from the zod schema that checks it. */
export function schemaJson() {
  const schema = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', reused: 'ref' })
  const { $schema, ...rest } = schema
  return `${JSON.stringify({ $schema, title: `nianbao report, schema ${SCHEMA_VERSION}`, ...rest }, null, 2)}\n`
}
