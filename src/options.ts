/**
 * All options and their defaults; some stand in defaults.ts. `docs/options.md` is generated from here.
 */

import { z } from 'zod'
import { drawnPages, limits } from './defaults.js'
import { NianbaoError } from './errors.js'
import { type OwnRule, readOwnRules } from './forms/own-rules.js'
import { didYouMean } from './text/nearest.js'

const positive = z.number().int().positive()

export const limitsSchema = z
  .strictObject({
    bytes: positive.default(limits.bytes).describe('Size of one input in bytes; larger ones are refused.'),
    pages: positive.default(limits.pages).describe('Pages read of one input; the rest is left out with a finding.'),
    operators: positive
      .default(limits.operators)
      .describe('Drawing operators read of one PDF; the rest is left out with a finding.'),
    imagePixels: positive.default(limits.imagePixels).describe('Pixels of one picture; larger ones are not decoded.'),
    textLength: positive.default(limits.textLength).describe('Characters of one text input; larger ones are refused.'),
    milliseconds: positive
      .default(limits.milliseconds)
      .describe(
        'Time for one input: processor time in nianbao/node, where it holds; time on the clock, looked at between pages, in the process of the caller.',
      ),
    millisecondsPerPage: positive.default(limits.millisecondsPerPage).describe('Time added for every page.'),
    millisecondsPerScan: positive
      .default(limits.millisecondsPerScan)
      .describe('Time added for every page that is read from a picture.'),
    megabytes: positive
      .default(limits.megabytes)
      .describe('Memory of the reading process, watched from outside by nianbao/node; unused in the core.'),
  })
  .describe('What one input may cost.')

export type Progress = { readonly stage: 'read'; readonly page: number; readonly pages: number }

export const optionsSchema = z.strictObject({
  name: z.string().nullable().default(null).describe('Name of the file: the last source for issuer and year.'),
  kind: z
    .enum(['auto', 'pdf', 'text', 'html', 'docx'])
    .default('auto')
    .describe('Kind of the input. `auto` tells it from the bytes.'),
  tables: z
    .enum(['auto', 'lattice', 'stream'])
    .default('auto')
    .describe('How tables on pages are found: by their lines, by alignment, or by what fits each place better.'),
  ocr: z
    .enum(['auto', 'off', 'tesseract'])
    .default('auto')
    .describe(
      'What reads pages that are pictures: the best that is installed, nothing, or one engine. Nothing is ever fetched from the network.',
    ),
  engine: z
    .enum(['auto', 'pdfjs', 'pdfium'])
    .default('auto')
    .describe(
      'What reads PDFs. `auto` takes PDFium for files that are whole and hold nothing that PDFium does not tell of, and pdf.js, which is slower and says what it cannot read, for all others.',
    ),
  witness: z
    .boolean()
    .default(true)
    .describe(
      'Whether the figures of relations that do not hold are read once more by the other PDF engine. Costs one more reading of such files, nothing for others.',
    ),
  similarity: z
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe(
      'Least likeness of a printed label or heading to the official one, from 0 to 1. Real misprints lie above 0.7, different labels of one table below 0.55.',
    ),
  limits: limitsSchema.prefault({}),
  rules: z
    .custom<readonly OwnRule[]>((value) => Array.isArray(value), 'expected a list of rules')
    .superRefine((value, context) => {
      if (!Array.isArray(value)) return
      for (const { path, message } of readOwnRules(value).mistakes)
        context.addIssue({ code: 'custom', message, path: [...path] })
    })
    .default([])
    .describe('Rules of your own, beside those of the forms; docs/findings.md says how they are written.'),
  pdfAssets: z
    .string()
    .optional()
    .describe('Folder or URL of the pdfjs-dist package, with a slash at the end, where it cannot be found (bundlers).'),
  pdfiumWasm: z
    .string()
    .optional()
    .describe('Path or URL of pdfium.wasm of the package @hyzyla/pdfium, where it cannot be found (bundlers).'),
  signal: z
    .custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal')
    .optional()
    .describe('Aborts the reading.'),
  onProgress: z
    .custom<(progress: Progress) => void | Promise<void>>((value) => typeof value === 'function', 'expected a function')
    .optional()
    .describe('Called after every page.'),
})

export const exportFormats = ['csv', 'parquet', 'jsonl', 'xlsx', 'sqlite', 'codebook', 'review'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What writes the files of an archive; `formats` without the database, which needs a driver that is not always there. */
export const exportOptionsSchema = z.strictObject({
  formats: z
    .array(z.enum(exportFormats))
    .default(['csv', 'parquet', 'jsonl', 'xlsx', 'codebook', 'review'])
    .describe('What is written beside reports.csv and provenance.json, which always are.'),
  bom: z.boolean().default(true).describe('Whether CSV files begin with the mark that spreadsheets need to see UTF-8.'),
  workbookReports: positive
    .default(2_000)
    .describe('Reports in workbook.xlsx, whose format is made in memory; it says so where there are more.'),
  drawnPages: positive.default(drawnPages).describe('Pages drawn of one file in the review site.'),
})

export type ReadOptions = z.input<typeof optionsSchema>
export type ResolvedOptions = z.output<typeof optionsSchema>
export type ExportSettings = z.output<typeof exportOptionsSchema>
export type Limits = z.output<typeof limitsSchema>

/** Check options and fill in the defaults. Throws `options-invalid`, which names the nearest known key. */
export function resolveOptions(options: ReadOptions | undefined): ResolvedOptions {
  return parseOptions(optionsSchema, options ?? {})
}

/** Without what only watches or stops a reading, or says where its engines lie: nothing of a result depends on it. */
export function ofResult<T extends Pick<ReadOptions, 'signal' | 'onProgress' | 'pdfAssets' | 'pdfiumWasm'>>({
  signal: _signal,
  onProgress: _onProgress,
  pdfAssets: _assets,
  pdfiumWasm: _wasm,
  ...rest
}: T) {
  return rest
}

/** Check an object against a strict schema, with errors that help. */
export function parseOptions<T extends z.ZodObject>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => {
    const path = issue.path.join('.')
    if (issue.code !== 'unrecognized_keys') return `${path || 'options'}: ${issue.message}`
    return issue.keys.map((key) => unknownKey(schema, issue.path, key)).join('; ')
  })
  throw new NianbaoError('options-invalid', lines.join('; '), { cause: parsed.error })
}

function unknownKey(schema: z.ZodObject, path: readonly PropertyKey[], key: string): string {
  const at = path[0] === 'limits' ? limitsSchema : schema
  const full = [...path.map(String), key].join('.')
  return `unknown option ${full}${didYouMean(key, Object.keys(at.shape))}`
}
