import type { CodeTexts } from './define.js'
import { seriesEn } from './series-en.js'
import { textEn } from './text-en.js'

const sources: Record<string, string> = {
  title: 'title',
  preamble: 'preamble',
  period: 'period of the figures',
  signature: 'signature',
  text: 'text',
  page: 'title of the web page',
  name: 'file name',
}

const reasons: Record<string, string> = {
  'not-a-number': 'it is no number',
  'several-numbers': 'it holds several numbers',
  glued: 'its digits are printed without a gap to their neighbours, and can be parted in several ways',
  rearranged: 'the order of the figures and the sums of the form leave several for it',
  confusable: 'it holds letters or signs that are taken for digits',
  'split-digits': 'its digits stand apart, as one number or as several',
  'not-an-integer': 'a count is a whole number',
  'not-safe': 'it has more digits than can be kept exactly',
  'count-in-money': 'a sum of money stands where a count belongs',
  'hidden-text': 'it is the invisible text layer of a scan, whose digits cannot be trusted',
  garbled:
    'its characters are struck through, stand on each other or are no text, or the font says nothing usable about them',
  'engines-differ': 'two engines read it differently',
  'unsure-blank': 'it seems blank, but figures beside it found no label',
  'unsure-reading': 'it was read from a picture, and the reading is not sure enough',
  adrift: 'it stands between two columns',
  'lost-text': 'it seems blank, but part of the text of the file was lost',
  shared: 'it stands in a cell that belongs to several rows or columns',
}

const source = (key: string): string => sources[key] ?? key

export const en: CodeTexts = {
  ...textEn,
  ...seriesEn,
  'read/degraded': {
    title: 'The file is damaged',
    sentence: (f, say) =>
      `The file is damaged and was read as far as it goes; something may be missing (${say.arg(f, 'reason')}).`,
    why: 'The strict reading of the PDF failed, a tolerant one did not. A tolerant reading drops what it cannot read.',
    todo: 'Fetch the file again, or compare the figures with the printed page.',
  },
  'read/engine-warning': {
    title: 'The PDF engine gave a warning',
    sentence: (f, say) => `The PDF engine says: ${say.arg(f, 'warning')}`,
    why: 'pdf.js tells of text that it drops by warnings only.',
    todo: 'Look at the page if figures are missing; otherwise nothing.',
  },
  'read/page-failed': {
    title: 'Pages could not be read',
    sentence: (f, say) => `Page ${say.arg(f, 'pages')} could not be read; the other pages were.`,
    why: 'Neither the strict nor the tolerant reading of the page gave a result.',
    todo: 'Fetch the file again, or print it to a new PDF.',
  },
  'read/page-limit': {
    title: 'Pages were left out',
    sentence: (f, say) => `The file has ${say.arg(f, 'pages')} pages; only the first ${say.arg(f, 'limit')} were read.`,
    why: 'No annual report has so many pages; the limit keeps a hostile file from taking all time.',
    todo: 'Raise limits.pages if the report lies further behind.',
  },
  'read/operator-limit': {
    title: 'A page draws too much',
    sentence: (f, say) =>
      `Page ${say.arg(f, 'page')} draws so much that reading stopped at ${say.arg(f, 'limit')} operators.`,
    why: 'Maps and hostile files draw millions of things; tables do not.',
    todo: 'Raise limits.operators if a table is missing.',
  },
  'read/font-lost': {
    title: 'A font could not be read',
    sentence: (f, say) => `On page ${say.arg(f, 'page')} text in ${say.arg(f, 'fonts')} font(s) could not be read.`,
    why: 'The font program is damaged or of an unknown kind.',
    todo: 'Compare the page with what was read.',
  },
  'read/ocr-layer': {
    title: 'The text is the invisible layer of a scan',
    sentence: (f, say) =>
      `Page ${say.list(say.args(f, 'pages'))} is a picture with invisible text over it; its digits are not trusted and given as unreadable.`,
    why: 'Text in render mode 3 over a picture was made by some OCR program. Such layers were seen with wrong digits in reports that look perfect.',
    todo: 'Compare the figures with the picture.',
  },
  'read/no-text': {
    title: 'Pages are pictures',
    sentence: (f, say) => `Page ${say.list(say.args(f, 'pages'))} is a picture without text.`,
    why: 'The page has a picture over most of it and no characters.',
    todo: 'Run OCR on the file first.',
  },
  'read/scanned': {
    title: 'Pages were read from their pictures',
    sentence: (f, say) => `Page ${say.list(say.args(f, 'pages'))} was read from its picture.`,
    why: 'The page has no text, or text that is not what is printed. Every cell was cut out of the picture and read by itself; its figures have the confidence of that reading.',
    todo: 'Compare figures marked as doubtful with the page; nianbao inspect shows them over the picture.',
  },
  'read/scan-blank': {
    title: 'Pictures of pages are blank',
    sentence: (f, say) => `There is no print in the picture of page ${say.list(say.args(f, 'pages'))}.`,
    why: 'After the paper was evened out and dark edges were taken off no ink was left.',
    todo: 'Nothing, if the sheet is blank.',
  },
  'read/scan-failed': {
    title: 'The picture of a page could not be read',
    sentence: (f, say) =>
      `The picture of page ${say.arg(f, 'page')} could not be read (${say.arg(f, 'reason')}); the rest was.`,
    why: 'It could not be decoded, holds no print that can be read, or the engine failed on it.',
    todo: 'Look at the page. Scan it again at 300 dots per inch if its tables are missing.',
  },
  'read/garbled': {
    title: 'The characters of a page are unusable',
    sentence: (f, say) => `The fonts of page ${say.list(say.args(f, 'pages'))} give characters that mean nothing.`,
    why: 'Too many characters are private, unassigned or replaced: the font has no usable map to text.',
    todo: 'Print the file to a new PDF, or run OCR on it.',
  },
  'read/encoding': {
    title: 'The text has bytes that no encoding explains',
    sentence: (f, say) =>
      `The text was read as ${say.arg(f, 'encoding')}; bytes that make no character there were replaced.`,
    why: 'The file is damaged, or mixes encodings.',
    todo: 'Look for the character � in the text.',
  },
  'layout/stream': {
    title: 'A table was read by alignment',
    sentence: (f, say) =>
      `A table on page ${say.list(say.args(f, 'pages'))} has no lines around its cells and was read by how its figures line up.`,
    why: 'Alignment is a weaker witness than lines; confidence is lowered a little.',
    todo: 'Nothing, unless figures look shifted.',
  },
  'locate/not-a-report': {
    title: 'Not an annual report',
    sentence: () => 'Nothing in this file is an annual report on government information disclosure.',
    why: 'Neither a title nor a preamble names such a report, and none of its tables was found.',
    todo: 'Check the file. If it is a scan, run OCR on it first.',
  },
  'locate/several-reports': {
    title: 'The file holds several reports',
    sentence: (f, say) => `The file holds ${say.arg(f, 'reports')} reports; each is given by itself.`,
    why: 'Titles of several bodies or years stand in it, with sections or tables behind each.',
    todo: 'Nothing, if the reports are what you expect; else look at where each one begins.',
  },
  'locate/table-missing': {
    title: 'A table is missing',
    sentence: (f, say) => `The table on ${say.table(f.table)} was not found.`,
    why: 'Every report since 2019 has the three tables. Of the statistics table of an earlier one the labels stand in the text, but not told apart from its figures.',
    todo: 'See whether the table is a picture, or stands in another file.',
  },
  'locate/section-missing': {
    title: 'A section is missing',
    sentence: (f, say) => `No heading was found for: ${say.list(say.args(f, 'sections'))}.`,
    why: 'The form has six parts. Headings are found by their words; extracted text often loses some.',
    todo: 'Nothing, unless you need the text of the section.',
  },
  'locate/row-missing': {
    title: 'Rows of the form are not printed',
    sentence: (f, say) =>
      `Rows that the form has were not found in ${say.table(f.table)}: ${say.list(say.args(f, 'rows').map((row) => say.row(f.table, row)))}.`,
    why: 'The cells of these rows are absent, not zero.',
    todo: 'Compare with the page: the rows may be missing there too.',
  },
  'locate/column-missing': {
    title: 'Columns of the form are not printed',
    sentence: (f, say) =>
      `Columns that the form has were not found in ${say.table(f.table)}: ${say.list(say.args(f, 'columns').map((column) => say.column(f.table, column)))}.`,
    why: 'The table is cut off or printed with fewer columns; the cells are absent, not zero, and nothing was shifted.',
    todo: 'Compare with the page.',
  },
  'locate/unplaced': {
    title: 'Figures could not be told apart',
    sentence: (f, say) =>
      `${say.table(f.table)} stands in the text, but nothing says which figure is of which cell${f.cells.length > 0 ? ` in ${f.cells.length} of its cells` : ''}.`,
    why: 'A tool has torn the labels from their figures, or run them together; labels, order, number and sums leave more than one way. The cells are unreadable, not absent: their figures are among those of the place that the finding names.',
    todo: 'Read the table on the page, or in the file that the text was made of.',
  },
  'locate/row-unmatched': {
    title: 'A printed row is none of the form',
    sentence: (f, say) =>
      `${say.table(f.table)} prints a row that the form does not have: "${say.arg(f, 'label')}" with ${say.list(say.args(f, 'texts'))}.`,
    why: 'Some bodies add rows, such as subtotals. Their figures are kept under extra.rows.',
    todo: 'Read the row in the report object, or on the page.',
  },
  'locate/column-unmatched': {
    title: 'A printed column is none of the form',
    sentence: (f, say) =>
      `${say.table(f.table)} prints a column that the form does not have: "${say.arg(f, 'label')}".`,
    why: 'Its texts are kept under extra.columns.',
    todo: 'Read the column in the report object, or on the page.',
  },
  'locate/label-typo': {
    title: 'A label is misprinted',
    sentence: (f, say) => `The row "${say.arg(f, 'label')}" was read as ${say.row(f.table, say.arg(f, 'row'))}.`,
    why: 'The printed label differs from the official one; its number, group and place agree.',
    todo: 'Nothing, unless the row means something else here.',
  },
  'locate/label-lost': {
    title: 'A row has no label',
    sentence: (f, say) =>
      `A row without a label was read as ${say.row(f.table, say.arg(f, 'row'))} by its place alone.`,
    why: 'Its neighbours are known and exactly this row lies between them. Confidence is lowered.',
    todo: 'Compare the row with the page.',
  },
  'locate/form-mixed': {
    title: 'The form is not that of the year',
    sentence: (f, say) =>
      f.args.year === null
        ? `The tables are of different editions of the form: ${say.list(say.args(f, 'form'))}.`
        : `${say.table(f.table)} of this report for ${say.arg(f, 'year')} is printed on the form of ${say.arg(f, 'form')}.`,
    why: 'The form is found for each table by its labels; some bodies go on using an old one.',
    todo: 'Mind it when comparing years: cells of different forms may not mean the same.',
  },
  'locate/issuer-missing': {
    title: 'Who reports is not said',
    sentence: () => 'Neither the title nor the preamble names the body that reports.',
    why: 'Many reports say only "our bureau".',
    todo: 'Take the name from where the file came from.',
  },
  'locate/issuer-contradiction': {
    title: 'Two bodies are named',
    sentence: (f, say) =>
      `The ${source(say.arg(f, 'source'))} names ${say.arg(f, 'issuer')}, the ${source(say.arg(f, 'otherSource'))} ${say.arg(f, 'other')}.`,
    why: 'The first one is taken. Often the other is the office that wrote the report.',
    todo: 'Check whose figures they are.',
  },
  'locate/issuer-misread': {
    title: 'The issuer was read as a place that does not exist',
    sentence: (f, say) => {
      const others = say.list(say.args(f, 'others'))
      return others
        ? `${say.arg(f, 'read')} was read in the picture, which may be ${others}.`
        : `${say.arg(f, 'read')} was read in the picture; the only place that looks like it is meant: ${say.arg(f, 'issuer')}.`
    },
    why: 'Text recognition does not know the rare characters of many names, and reads common ones that look like them.',
    todo: 'Look at the title of the scan.',
  },
  'locate/year-missing': {
    title: 'The year is not said',
    sentence: () => 'Neither the title, the preamble, the period nor the file name says which year the report is on.',
    why: 'Without a year the report cannot take its place in a series.',
    todo: 'Take the year from where the file came from.',
  },
  'locate/year-contradiction': {
    title: 'The report names two years',
    sentence: (f, say) =>
      `The ${source(say.arg(f, 'source'))} says ${say.arg(f, 'year')}; elsewhere stands ${say.list(say.args(f, 'others'))}.`,
    why: 'Text taken over from last year often keeps its year.',
    todo: 'Check which year the figures are of.',
  },
  'cell/unreadable': {
    title: 'A cell cannot be read for certain',
    sentence: (f, say) => {
      const candidates = say.args(f, 'candidates')
      const may = candidates.length > 0 ? `; it may mean ${say.list(candidates)}` : ''
      return `${say.cell(f.cells[0] ?? '')}: "${say.arg(f, 'raw')}" is given as unreadable, because ${reasons[say.arg(f, 'reason')] ?? say.arg(f, 'reason')}${may}.`
    },
    why: 'A figure that can be read in two ways is never guessed.',
    todo: 'Look at the cell on the page.',
  },
  'cell/unit-missing': {
    title: 'An amount has no unit',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: "${say.arg(f, 'raw')}" has no unit, neither in the cell nor in the header; the value is null.`,
    why: 'The form of 2019 prints no unit for the amount: it may be yuan or 10,000 yuan.',
    todo: 'Ask the body, or compare with its other years.',
  },
  'cell/negative': {
    title: 'A figure that cannot be negative is',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')} is printed as ${say.number(f.actual)}.`,
    why: 'Counts and amounts are never below zero; only 本年增/减 may be.',
    todo: 'Look at the cell: the sign may be a dash.',
  },
  'cell/shared': {
    title: 'One figure stands for several cells',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: "${say.arg(f, 'text')}" stands in a cell that belongs to several rows or columns.`,
    why: 'Merged value cells do not say which of their cells the figure is for.',
    todo: 'Look at the cell on the page.',
  },
  'applications/balance': {
    title: 'Received and processed requests do not balance',
    sentence: (f, say) =>
      `In the column of ${say
        .cell(`applications.received.${say.arg(f, 'at')}`)
        .split(', ')
        .pop()}, received and brought forward are ${say.number(f.expected)}, processed and carried forward ${say.number(f.actual)}.${say.suspect(f)}`,
    why: 'The form itself says so in its first cell: the first and second item together equal the third and fourth.',
    todo: 'Look at the four cells; if they are as printed, ask the body.',
  },
  'series/carry-forward': {
    title: 'What was carried forward is not brought forward',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: the report for ${say.arg(f, 'last')} carries ${say.number(f.expected)} forward; ${say.number(f.actual)} is printed as brought forward.`,
    why: 'The requests that a year carries forward are those that the next one brings forward, in each column.',
    todo: 'Compare both reports; bodies that were merged or split, and recounts, explain a difference too.',
  },
  'series/in-force': {
    title: 'Documents in force do not follow from the year before',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: after the report for ${say.arg(f, 'last')}, ${say.number(f.expected)} would be in force; ${say.number(f.actual)} is printed.`,
    why: 'What is in force is what was, and what was issued, less what was repealed.',
    todo: 'Take it as a hint: reviews of older documents change the number without being repeals.',
  },
  'statistics/sum': {
    title: 'The parts of a line do not add up',
    sentence: (f, say) =>
      `${say.arg(f, 'label')}: its parts add up to ${say.number(f.expected)}; ${say.number(f.actual)} is printed.${say.suspect(f)}`,
    why: 'A line whose parts are numbered through from 1 below it is their sum; channels of disclosure, which may overlap, are left out.',
    todo: 'Compare the lines with the document; where it prints them so, the document is at odds with itself.',
  },
  'applications/outcome-total': {
    title: 'The outcomes do not add up',
    sentence: (f, say) =>
      `In the column of ${say
        .cell(`applications.received.${say.arg(f, 'at')}`)
        .split(', ')
        .pop()}, the outcomes add up to ${say.number(f.expected)}; ${say.number(f.actual)} is printed as their total.${say.suspect(f)}`,
    why: 'Row （七） is the total of all outcomes above it.',
    todo: 'Look at the column; if it is as printed, ask the body.',
  },
  'applications/applicant-total': {
    title: 'The applicants do not add up',
    sentence: (f, say) =>
      `${say.row('applications', say.arg(f, 'at'))}: the applicants add up to ${say.number(f.expected)}; ${say.number(f.actual)} is printed as their total.${say.suspect(f)}`,
    why: 'The last column is the total of the six kinds of applicants.',
    todo: 'Look at the row; if it is as printed, ask the body.',
  },
  'applications/total-missing': {
    title: 'A total is left blank',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')} is blank beside parts that add up to ${say.number(f.expected)}.`,
    why: 'The parts are filled in, so the total is not zero.',
    todo: 'Use the parts; the total is not filled in for you.',
  },
  'applications/parts-missing': {
    title: 'Only totals are filled in',
    sentence: (f, say) => `${say.arg(f, 'rows')} row(s) give a total without saying who applied.`,
    why: 'A total above zero stands beside blank cells only.',
    todo: 'Use the totals; who applied cannot be told.',
  },
  'disputes/total': {
    title: 'Reviews or lawsuits do not add up',
    sentence: (f, say) =>
      `${say.row('disputes', say.arg(f, 'at'))}: the results add up to ${say.number(f.expected)}; ${say.number(f.actual)} is printed as their total.${say.suspect(f)}`,
    why: 'The total is that of the four results before it. A total left at 0 is the commonest slip.',
    todo: 'Look at the table; if it is as printed, ask the body.',
  },
  'disputes/total-missing': {
    title: 'A total of reviews or lawsuits is left blank',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')} is blank beside results that add up to ${say.number(f.expected)}.`,
    why: 'The results are filled in, so the total is not zero.',
    todo: 'Use the results; the total is not filled in for you.',
  },
  'disputes/parts-missing': {
    title: 'Only totals of reviews or lawsuits are filled in',
    sentence: (f, say) => `${say.arg(f, 'rows')} total(s) stand without results.`,
    why: 'A total above zero stands beside blank cells only.',
    todo: 'Use the totals; the results cannot be told.',
  },
  'proactiveDisclosure/in-force': {
    title: 'Fewer documents in force than were issued',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}: ${say.number(f.actual)} in force, but ${say.number(f.expected)} more were issued than repealed this year alone.`,
    why: 'What was issued this year and not repealed is in force at its end.',
    todo: 'Look at the three cells; the number in force is often left at 0.',
  },
  'proactiveDisclosure/disclosed': {
    title: 'Less disclosed in all than this year',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}: ${say.number(f.actual)} disclosed in all, but ${say.number(f.expected)} this year alone.`,
    why: 'What was disclosed this year is part of what was disclosed in all.',
    todo: 'Look at the two cells.',
  },
  'proactiveDisclosure/items': {
    title: 'Fewer items than none',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}: last year's items and this year's change together are ${say.number(f.actual)}.`,
    why: 'A list of items cannot have fewer than none.',
    todo: 'Look at the two cells: the change may be the number of items instead.',
  },
  'proactiveDisclosure/scope': {
    title: 'Two copies of the table contain each other',
    sentence: (f, say) =>
      `Of the two copies of ${say.table(f.table)}, each is above the other somewhere: ${say.list(f.cells.map(say.cell))}.`,
    why: 'Where a table is printed for two scopes, the larger one holds the smaller.',
    todo: 'Check what the two copies are for.',
  },
  'applications/subtotal': {
    title: 'A printed subtotal does not add up',
    sentence: (f, say) =>
      `${say.column('applications', say.arg(f, 'at'))}: the rows of "${say.arg(f, 'label')}" add up to ${say.number(f.expected)}; ${say.number(f.actual)} is printed.`,
    why: 'The form has no row of subtotals. Where a report prints one, it is the sum of the rows of its group.',
    todo: 'Look at the rows of the group; the subtotal itself is kept under extra.rows.',
  },
  'statistics/limit': {
    title: 'A part of a line is larger than the whole',
    sentence: (f, say) =>
      `${say.arg(f, 'label')}: ${say.number(f.actual)} is printed, which does not go with ${say.number(f.expected)} of ${say.list(say.args(f, 'other'))}.`,
    why: 'What is "of which" is no more than what it is a part of. The same information counts once however often it is given, so that the items disclosed are no fewer than those of any channel and no more than those of all.',
    todo: 'Compare the lines with the document. Items disclosed are often added up over the channels, or counted anew.',
  },
  'statistics/replies': {
    title: 'As many requests completed as replied to',
    sentence: (f, say) =>
      `${say.number(f.actual)} replies are printed and ${say.number(f.expected)} completed requests.`,
    why: 'A request is completed by its reply, as a rule; those that were withdrawn or came to nothing are completed without one.',
    todo: 'Take it as a hint: the text of the report may say where the difference comes from.',
  },
  'disputes/ratio': {
    title: 'Many more disputes than requests',
    sentence: (f, say) =>
      `${say.number(f.actual)} reviews and lawsuits stand beside requests of which ${say.number(f.expected)} would be many.`,
    why: 'Disputes are about requests of this year or former ones; far more of them than requests are seldom.',
    todo: 'Look at the totals of both tables: one of them may be of another scope.',
  },
  'proactiveDisclosure/rule-making': {
    title: 'Rules of a body that makes none',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: ${say.number(f.actual)} is printed, but this body cannot make government rules.`,
    why: '规章 are made by the departments of the State Council, provinces, cities with districts and autonomous prefectures only (立法法). Counties, townships and the departments of local governments make none; many count those that they carry out.',
    todo: 'Do not add the figure up with those of other bodies.',
  },
  'proactiveDisclosure/decisions-without-items': {
    title: 'Decisions without any item',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}: ${say.args(f, 'values')[0] ?? ''} decisions are printed, but last year's items and this year's change together are none.`,
    why: 'Decisions are made on items of a list; a body without items decides nothing, as a rule.',
    todo: 'Look at the three cells: the items are often left at 0.',
  },
  'proactiveDisclosure/procurement': {
    title: 'Procurement without projects, or without money',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}: ${say.args(f, 'values')[0] ?? ''} projects stand beside an amount of ${say.args(f, 'values')[1] ?? ''} (in 10,000 yuan).`,
    why: 'Where there are projects there is money, and the other way round.',
    todo: 'Look at the two cells: one of them may be left at 0.',
  },
  'proactiveDisclosure/fee-unit': {
    title: 'Fees beyond measure',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}: ${say.number(f.actual)} in units of 10,000 yuan is more than ${say.number(f.expected)}, which no province takes.`,
    why: 'The form counts fees in 万元; a sum in yuan that stands there is ten thousand times too large.',
    todo: 'Look at the cell, or compare with other years.',
  },
  'locate/other-year': {
    title: 'A table of another year',
    sentence: (f, say) =>
      `${say.table(f.table)} is captioned "${say.arg(f, 'scope')}", while the report is for ${say.arg(f, 'year')}.`,
    why: 'Some reports print the figures of the year before for comparison. Such a table is kept as a copy of its own, and stands for no other.',
    todo: 'Take the copy whose `scope` names the year of the report; `instance` tells them apart. The panel does.',
  },
  'locate/scope-missing': {
    title: 'Copies of a table without a caption',
    sentence: (f, say) =>
      `${say.table(f.table)} is printed ${say.arg(f, 'copies')} times, and no caption says whose figures each copy holds.`,
    why: 'A table is printed more than once for several scopes: the whole city, and its government offices alone. The figures must not be added up.',
    todo: 'See on the page which copy is for whom; `instance` tells them apart.',
  },
  'rules/own': {
    title: 'A rule of your own does not hold',
    sentence: (f, say) =>
      `Rule ${f.rule ?? ''}, "${say.arg(f, 'title')}" (${say.arg(f, 'at')}): ${f.actual === null ? `it does not hold with ${say.list(say.args(f, 'values'))}` : `${say.number(f.actual)} is printed where ${say.number(f.expected)} is to stand on the other side`}.${say.suspect(f)}`,
    why: 'The rule was given with --rules or the option `rules`.',
    todo: 'What you wrote the rule for.',
  },
}
