/** What is said of figures in the text, in English. */

import type { CodeTexts } from './define.js'
import { quote } from './quote.js'

export const textEn = {
  'narrative/figure': {
    title: 'A figure stated in the text does not agree',
    sentence: (f, say) => {
      if (f.args.parts !== undefined)
        return `The text states ${say.arg(f, 'stated')}, but the parts it names (${say.list(say.args(f, 'parts'))}) add up to ${say.number(f.expected)}: “${quote(f)}”.`
      if (f.args.part !== undefined)
        return `${say.arg(f, 'part')} of ${say.arg(f, 'whole')} are ${say.number(f.expected)}%; the text states ${say.arg(f, 'stated')}: “${quote(f)}”.`
      const cells = f.cells.map(say.cell)
      return cells.length === 1
        ? `The text states ${say.number(f.expected)}; ${cells[0]} is ${say.number(f.actual)}: “${quote(f)}”.`
        : `The text states ${say.number(f.expected)}; ${cells.length > 3 ? `the ${cells.length} cells from ${cells[0]} on` : cells.join(' and ')} add up to ${say.number(f.actual)}: “${quote(f)}”.`
    },
    why: 'What the sentences of a report count is what its tables count: requests received (new ones, or these and those brought forward), processed, carried forward, outcomes, applicants, reviews and lawsuits. Parts add up to their whole, and shares are those of their base to the printed digits. Figures of other bodies, other years and about-figures are not compared.',
    todo: 'Read the sentence beside the table. One of the two may be of last year, or of another body.',
  },
  'narrative/scope': {
    title: 'The text speaks of other requests than the table',
    sentence: (f, say) =>
      `The text states ${say.number(f.expected)} for “${say.arg(f, 'scope')}”; ${say.cell(f.cells[0] ?? '')} is ${say.number(f.actual)}: “${quote(f)}”.`,
    why: 'A figure of one office or level of government need not be that of the table, which may be of all bodies below it.',
    todo: 'Mind which of the two you quote.',
  },
  'narrative/all-processed': {
    title: 'All is said to be done, and some is carried forward',
    sentence: (f, say) =>
      `The text says “${say.arg(f, 'stated')}”, but ${say.number(f.actual)} request(s) are carried forward to the next year.`,
    why: 'Requests that are carried forward are not done. Often only those that were due are meant.',
    todo: 'Use the table.',
  },
  'narrative/fee': {
    title: 'An odd fee for processing information',
    sentence: (f, say) =>
      f.rule === 'NV-FEE'
        ? `The text states a fee of ${say.arg(f, 'stated')} for processing information, taken for ${say.arg(f, 'requests')}.`
        : `The text states a fee of ${say.arg(f, 'stated')} for processing information; such fees come in steps of ten yuan.`,
    why: '国办函〔2020〕109号: fees are asked per request in steps of 100 yuan, or per page in tens. Where one was taken there are requests that it was taken for.',
    todo: 'Look at the sentence: the figure may be in another unit, or of another fee.',
  },
} satisfies Partial<CodeTexts>
