/**
 * The report as one zod-checked object. The path of a figure in it is the name of its cell:
 * `report.applications[0].withheld.stateSecrets.total` is `applications.withheld.stateSecrets.total`.
 *
 * `schema/report.schema.json` is generated from here. `test/forms.test.ts` holds the ids against the forms.
 */

import { z } from 'zod'
import { SCHEMA_VERSION } from './schema-version.js'

export const placeSchema = z
  .union([
    z.strictObject({
      page: z.number().int().positive(),
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    }),
    z.strictObject({
      line: z.number().int().positive(),
      offset: z.number().int().nonnegative(),
      length: z.number().int().nonnegative(),
    }),
  ])
  .describe(
    'Where it is printed: page and box (x0, top, x1, bottom in points from the top left), or line, offset and length in the decoded text.',
  )

export const stateSchema = z
  .enum(['reported', 'blank', 'filler', 'unreadable', 'absent'])
  .describe(
    'reported: a figure is printed. blank: the cell is empty. filler: a sign such as / or — says that there is none. unreadable: something is printed that cannot be read for certain. absent: the cell is not there.',
  )

export const figureSchema = z.strictObject({
  value: z.number().nullable().describe('As printed; amounts in 10,000 yuan. Null unless the state is reported.'),
  raw: z.string().describe('The printed text.'),
  state: stateSchema,
  unit: z.string().nullable().describe('The unit as printed in the cell, or in the header of an amount.'),
  place: placeSchema.nullable(),
  confidence: z.number().min(0).max(1).describe('How surely the cell was read as this one and its text as this value.'),
  note: z.string().optional().describe('Remark printed in the cell, or how the figure was put together.'),
})

const applicants = z.strictObject({
  naturalPerson: figureSchema,
  business: figureSchema,
  researchInstitution: figureSchema,
  publicInterestOrganization: figureSchema,
  legalServiceOrganization: figureSchema,
  otherOrganization: figureSchema,
  total: figureSchema,
})

const extraSchema = z
  .strictObject({
    rows: z.array(z.strictObject({ label: z.string(), texts: z.array(z.string()), place: placeSchema.nullable() })),
    columns: z.array(z.strictObject({ label: z.string(), texts: z.array(z.string()) })),
  })
  .describe('What the table prints and the form does not have.')

const tableFields = {
  instance: z.number().int().nonnegative().describe('Counts the printed copies of the table from 0.'),
  scope: z.string().nullable().describe('The caption that says whose figures these are, where there is one.'),
  pages: z.array(z.number().int().positive()),
  extra: extraSchema,
}

const applicationRows = {
  received: applicants,
  broughtForward: applicants,
  grantedInFull: applicants,
  grantedInPart: applicants,
  withheld: z.strictObject({
    stateSecrets: applicants,
    prohibitedByLaw: applicants,
    securityAndStability: applicants,
    thirdPartyRights: applicants,
    internalAffairs: applicants,
    deliberativeProcess: applicants,
    enforcementFiles: applicants,
    administrativeInquiries: applicants,
  }),
  unableToProvide: z.strictObject({ notHeld: applicants, requiresCreation: applicants, stillUnclear: applicants }),
  notProcessed: z.strictObject({
    petitions: applicants,
    repeated: applicants,
    publications: applicants,
    excessive: applicants,
    reconfirmation: applicants,
  }),
}

export const applicationsSchema = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('2021'),
    ...tableFields,
    ...applicationRows,
    otherHandling: z.strictObject({ notCorrected: applicants, feeUnpaid: applicants, other: applicants }),
    totalProcessed: applicants,
    carriedForward: applicants,
  }),
  z.strictObject({
    form: z.literal('2019'),
    ...tableFields,
    ...applicationRows,
    otherHandling: applicants,
    totalProcessed: applicants,
    carriedForward: applicants,
  }),
])

const outcomes = z.strictObject({
  upheld: figureSchema,
  corrected: figureSchema,
  otherOutcome: figureSchema,
  pending: figureSchema,
  total: figureSchema,
})

export const disputesSchema = z.strictObject({
  form: z.literal('2019').describe('The same in all editions since 2019.'),
  ...tableFields,
  reconsideration: outcomes,
  litigation: z.strictObject({ direct: outcomes, afterReconsideration: outcomes }),
})

const documents2021 = z.strictObject({ issued: figureSchema, repealed: figureSchema, inForce: figureSchema })
const documents2019 = z.strictObject({ produced: figureSchema, disclosed: figureSchema, totalDisclosed: figureSchema })
const decisions = z.strictObject({ decisions: figureSchema })
const services = z.strictObject({ previousItems: figureSchema, change: figureSchema, decisions: figureSchema })

export const proactiveDisclosureSchema = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('2021'),
    ...tableFields,
    governmentRules: documents2021,
    normativeDocuments: documents2021,
    licensing: decisions,
    penalties: decisions,
    coerciveMeasures: decisions,
    fees: z.strictObject({ amount: figureSchema }),
  }),
  z.strictObject({
    form: z.literal('2019'),
    ...tableFields,
    governmentRules: documents2019,
    normativeDocuments: documents2019,
    licensing: services,
    otherServices: services,
    penalties: services,
    coerciveMeasures: services,
    fees: z.strictObject({ previousItems: figureSchema, change: figureSchema }),
    procurement: z.strictObject({ projects: figureSchema, amount: figureSchema }),
  }),
])

export const statisticsSchema = z
  .strictObject({
    instance: z.number().int().nonnegative().describe('Counts the printed tables of this kind from 0.'),
    scope: z.string().nullable().describe('The body whose figures these are, where the table names it.'),
    pages: z.array(z.number().int().positive()),
    columns: z
      .array(z.strictObject({ id: z.string(), label: z.string() }))
      .describe('current, cumulative, or column.N, each with its printed label.'),
    lines: z
      .array(
        z.strictObject({
          row: z.string().describe('Id of the indicator where it is known, else line.N.'),
          line: z.number().int().positive().describe('Counts the printed lines from 1.'),
          label: z.string(),
          number: z.string().nullable().describe('The number as printed.'),
          parent: z.string().nullable().describe('The row of which this one is a part.'),
          counted: z.boolean().describe('The parts of its parent are numbered through from 1.'),
          unit: z.string().nullable(),
        }),
      )
      .describe('The lines in printed order.'),
    figures: z
      .record(z.string(), z.record(z.string(), figureSchema))
      .describe('By row, then by column; values are in the unit of the line.'),
  })
  .describe('政府信息公开情况统计表 and its kin, of reports before 2019.')

export const sectionSchema = z.strictObject({
  id: z.string().nullable().describe('Part of the form that the heading names, null for another part.'),
  heading: z.string().describe('As printed.'),
  text: z.string().describe('Paragraphs, one a line; tables left out.'),
  pages: z.array(z.number().int().positive()),
})

export const statementSchema = z
  .strictObject({
    subject: z
      .string()
      .describe(
        'What the figure counts; part, share and growth are said of another statement. docs/cells.md lists them.',
      ),
    value: z
      .number()
      .nullable()
      .describe(
        'As stated, in the unit of the statement; 0 where the text says that there was none; null for a claim.',
      ),
    raw: z.string().describe('The figure as printed, or the words that stand for it.'),
    unit: z.string().nullable(),
    approximate: z.boolean().describe('Said to be about, more than or nearly this.'),
    scope: z.string().nullable().describe('Words that say whose or which figures these are: 全市, 本级, 上半年.'),
    year: z.number().int().nullable().describe('The year that the clause names, where it is not that of the report.'),
    of: z
      .number()
      .int()
      .nonnegative()
      .nullable()
      .describe('Index of the statement of which this one is a part, a share or the growth.'),
    sentence: z.string().describe('As printed.'),
    section: z.number().int().nonnegative().describe('Index of the section in which it stands.'),
    offset: z.number().int().nonnegative().describe('Of the figure in the text of the section, in UTF-16 units.'),
    length: z.number().int().nonnegative(),
    page: z.number().int().positive().nullable(),
  })
  .describe('A figure that the text of the report states.')

export const reportSchema = z
  .strictObject({
    schema: z.literal(SCHEMA_VERSION),
    issuer: z.string().nullable().describe('The body named in the title or the preamble.'),
    year: z.number().int().nullable().describe('The year reported on.'),
    period: z
      .strictObject({ from: z.iso.date(), to: z.iso.date() })
      .nullable()
      .describe('The days that the figures cover, as the report says.'),
    title: z.string().nullable(),
    source: z.strictObject({
      kind: z.enum(['pdf', 'picture', 'text', 'layout-text', 'html', 'docx', 'cells']),
      name: z.string().nullable(),
      sha256: z.string().nullable(),
      bytes: z.number().int().nonnegative().nullable(),
      pages: z.number().int().positive().nullable(),
      engines: z.record(z.string(), z.string()).describe('Versions of what read the file.'),
    }),
    sections: z.array(sectionSchema),
    statements: z.array(statementSchema).describe('Figures that the sections state, in printed order.'),
    proactiveDisclosure: z.array(proactiveDisclosureSchema),
    applications: z.array(applicationsSchema),
    disputes: z.array(disputesSchema),
    statistics: z.array(statisticsSchema),
  })
  .describe('A government information disclosure annual report of China, as nianbao read it.')

export type Figure = z.infer<typeof figureSchema>
export type FigureState = z.infer<typeof stateSchema>
export type Report = z.infer<typeof reportSchema>
export type Section = z.infer<typeof sectionSchema>
export type Statement = z.infer<typeof statementSchema>
export type ApplicationsTable = z.infer<typeof applicationsSchema>
export type StatisticsTable = z.infer<typeof statisticsSchema>
export type DisputesTable = z.infer<typeof disputesSchema>
export type ProactiveDisclosureTable = z.infer<typeof proactiveDisclosureSchema>
export type ReportTable = ApplicationsTable | DisputesTable | ProactiveDisclosureTable
