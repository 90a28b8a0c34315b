/** What is said of reports against each other, in English. */

import type { CodeTexts } from './define.js'
import { quote } from './quote.js'

export const seriesEn = {
  'series/items': {
    title: 'The list of items does not follow from the year before',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: after the report for ${say.arg(f, 'last')} there would be ${say.number(f.expected)}; ${say.number(f.actual)} is printed.`,
    why: 'The number of items at the end of last year is what last year had and what it added or took away.',
    todo: 'Compare both reports; the change may have been filled in as a number of items.',
  },
  'series/disclosed': {
    title: 'Documents disclosed in all do not follow from the year before',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: after the report for ${say.arg(f, 'last')}, ${say.number(f.expected)} would be disclosed in all; ${say.number(f.actual)} is printed.`,
    why: 'What is disclosed in all is what was, and what was disclosed this year; documents that were taken down break it.',
    todo: 'Take it as a hint.',
  },
  'series/pending': {
    title: 'Fewer cases than were pending',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: the report for ${say.arg(f, 'last')} leaves ${say.number(f.expected)} undecided; ${say.number(f.actual)} in all is printed.`,
    why: 'Cases that were not decided last year are decided or pending this year. Some bodies count only new cases.',
    todo: 'Take it as a hint; a note under the table may say what is counted.',
  },
  'series/jump': {
    title: 'Ten times as much as last year, or a tenth',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: ${say.number(f.actual)}, after ${say.number(f.expected)} in the report for ${say.arg(f, 'last')}.`,
    why: 'Such figures rarely change tenfold: the scope may have changed, or the unit, or a digit is lost.',
    todo: 'Compare both pages.',
  },
  'series/unchanged': {
    title: 'All figures are those of last year',
    sentence: (f, say) =>
      `${say.table(f.table)} has in ${say.arg(f, 'cells')} cells the very figures of the report for ${say.arg(f, 'last')}.`,
    why: 'So many figures do not come out alike by chance; a table is sometimes taken over unchanged.',
    todo: 'Ask the body.',
  },
  'series/growth': {
    title: 'The change against last year does not agree',
    sentence: (f, say) =>
      `The text states ${say.number(f.actual)}%; from the report for ${say.arg(f, 'last')} to ${say.arg(f, 'now')} it is ${say.number(f.expected)}%: “${quote(f)}”.`,
    why: 'A rate of growth follows from the figures of both years: the requests received, these with those brought forward, or those processed.',
    todo: 'Compare both reports; last year’s figure may have been corrected since.',
  },
  'series/copied-text': {
    title: 'The text is that of last year',
    sentence: (f, say) =>
      `About ${Math.round(Number(f.args.share) * 100)}% of the text stood in the report for ${say.arg(f, 'last')} already.`,
    why: '国办公开办函〔2021〕30号 names reports that are alike a fault. Pieces of ten characters are compared, numbers counting as alike; formal sentences are left out.',
    todo: 'Read both side by side before you quote the text.',
  },
  'series/gap': {
    title: 'Years are missing between two reports',
    sentence: (f, say) =>
      `Before the report for ${say.arg(f, 'year')}, none is there for ${say.list(say.args(f, 'missing'))}.`,
    why: 'Every body has to report every year; what is missing may not have been published, or not been collected.',
    todo: 'Look for the reports; across a gap nothing is compared.',
  },
  'hierarchy/completeness': {
    title: 'How many of the bodies below are there',
    sentence: (f, say) => {
      const missing = say.args(f, 'missing')
      const known =
        f.args.expected === null
          ? 'which bodies there should be is not known'
          : missing.length === 0
            ? `all ${say.arg(f, 'expected')} expected are there`
            : `missing: ${say.list(missing)}`
      return `${say.arg(f, 'children')} report(s) for ${say.arg(f, 'year')} were added up; ${known}.`
    },
    why: 'A sum of some bodies proves nothing about the whole.',
    todo: 'Give the names of all bodies to learn whether a sum is complete.',
  },
  'hierarchy/sum': {
    title: 'The bodies below do not add up to the one above',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')} is ${say.number(f.actual)}; ${say.arg(f, 'children')} bodies below add up to ${say.number(f.expected)}.`,
    why: 'The figures of a government that sums up are those of all bodies below it and its own.',
    todo: 'Check which bodies the report covers: some are of one office alone.',
  },
} satisfies Partial<CodeTexts>
