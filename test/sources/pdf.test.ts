import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { resolveOptions } from '../../src/options.js'
import { readPdf } from '../../src/sources/pdf.js'
import type { Page } from '../../src/types.js'
import { hex, makePdf, type PdfOptions, type PdfPage, show } from '../helpers/pdf.js'

/** What PDFium does not tell is left to pdf.js by `auto` (engines.test.ts), and tried with pdf.js alone here. */
describe.each(['pdfjs', 'pdfium'] as const)('%s', (engine) => {
  const read = (pages: readonly PdfPage[], options: PdfOptions = {}) =>
    readPdf(makePdf(pages, options), { options: resolveOptions({ engine }), alive() {}, expectPages() {} })

  async function pageOf(content: string, more: Partial<PdfPage> = {}, options: PdfOptions = {}): Promise<Page> {
    const { pages } = await read([{ content, ...more }], options)
    return pages[0] as Page
  }

  const brief = (page: Page) => page.runs.map(({ text, box }) => [text, Math.round(box.x0), Math.round(box.bottom)])

  describe('text', () => {
    test('runs stand where they are printed, in points from the top left', async () => {
      const page = await pageOf(`${show('21', 100, 200)} ${show('规章', 50, 200)}`)
      expect(brief(page)).toEqual([
        ['21', 100, 101],
        ['规章', 50, 101],
      ])
      expect(page.runs[0]).toMatchObject({ size: 12, direction: 'right', chars: ['2', '1'] })
    })
    test('kerning by numbers: a wide one parts two columns, a narrow one does not', async () => {
      const page = await pageOf('BT /H 10 Tf 1 0 0 1 20 100 Tm [(1) -60 (2) -4000 (3)] TJ ET')
      expect(page.runs.map((run) => run.text)).toEqual(['12', '3'])
    })
    test('numbers of two cells that nearly touch are two, digits with equal gaps are one number', async () => {
      const page = await pageOf(`${show('132', 50, 200)} ${show('280', 70.9, 200)}`)
      expect(page.runs.map(({ text, box }) => [text, Math.round(box.x0 * 10) / 10])).toEqual([
        ['132', 50],
        ['280', 70.9],
      ])
      const spaced = await pageOf('BT /H 12 Tf 1 Tc 1 0 0 1 50 200 Tm (132280) Tj ET')
      expect(spaced.runs.map(({ text }) => text)).toEqual(['132280'])
      const close = await pageOf(`${show('132', 50, 200)} ${show('280', 70.2, 200)}`)
      expect(close.runs.map(({ text }) => text)).toEqual(['132280'])
    })
    test('text that is drawn twice is read once; equal neighbours are kept', async () => {
      const page = await pageOf(`${show('100', 50, 200)} ${show('100', 50.3, 200)} ${show('100', 50, 180)}`)
      expect(page.runs.map((run) => run.text)).toEqual(['100', '100'])
    })
    test('render mode 3 is hidden, and told apart from what is printed', async () => {
      const page = await pageOf(
        `q 400 0 0 300 0 0 cm /I Do Q BT 3 Tr /H 10 Tf 1 0 0 1 50 100 Tm (2015) Tj ET BT 0 Tr /H 10 Tf 1 0 0 1 50 80 Tm (7) Tj ET`,
      )
      expect(page.runs.map(({ text, hidden }) => [text, hidden ?? false])).toEqual([
        ['2015', true],
        ['7', false],
      ])
      expect(page.images).toEqual([{ x0: 0, x1: 400, top: 0, bottom: 300 }])
    })
    test('white text on paper is not printed; on a dark ground it is', async () => {
      expect((await pageOf(`1 g ${show('9', 50, 100)}`)).runs).toEqual([])
      expect((await pageOf(`0.2 g 40 90 60 30 re f 1 g ${show('9', 50, 100)}`)).runs.map((run) => run.text)).toEqual([
        '9',
      ])
    })
    test('what a clip or the page edge cuts off is not printed', async () => {
      const page = await pageOf(
        `q 0 0 100 300 re W n ${show('5', 50, 100)} ${show('6', 150, 100)} Q ${show('7', 500, 100)}`,
      )
      expect(page.runs.map((run) => run.text)).toEqual(['5'])
    })
    test.runIf(engine === 'pdfjs')('a layer that is switched off is not printed', async () => {
      const content = `/OC /L BDC ${show('5', 50, 100)} EMC ${show('6', 80, 100)}`
      expect(
        (await pageOf(content, {}, { catalog: '/OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] >> >>' })).runs.map(
          (run) => run.text,
        ),
      ).toEqual(['6'])
      expect(
        (await pageOf(content, {}, { catalog: '/OCProperties << /OCGs [9 0 R] /D << >> >>' })).runs.map(
          (run) => run.text,
        ),
      ).toEqual(['5', '6'])
    })
    test.runIf(engine === 'pdfjs')('vertical writing stands one glyph below the other', async () => {
      const page = await pageOf(`BT /V 12 Tf 1 0 0 1 100 250 Tm ${hex('办理结果')} Tj ET`)
      expect(page.runs).toHaveLength(1)
      expect(page.runs[0]).toMatchObject({ text: '办理结果', vertical: true, direction: 'down' })
      const box = page.runs[0]?.box
      expect((box?.bottom ?? 0) - (box?.top ?? 0)).toBeCloseTo(48, 0)
      expect((box?.x1 ?? 0) - (box?.x0 ?? 0)).toBeCloseTo(12, 0)
    })
    test('turned text is told by its direction', async () => {
      const page = await pageOf(
        'BT /H 10 Tf 0 1 -1 0 100 100 Tm (up) Tj ET BT /H 10 Tf 0.7 0.7 -0.7 0.7 200 100 Tm (mark) Tj ET',
      )
      expect(page.runs.filter((run) => run.direction === 'up').map((run) => run.text)).toEqual(['up'])
      expect(
        page.runs
          .filter((run) => run.direction === 'oblique')
          .map((run) => run.text)
          .join(''),
      ).toBe('mark')
    })
    test('pale text is marked', async () => {
      expect((await pageOf(`0.9 g ${show('X', 50, 100, 60)}`)).runs[0]?.faint).toBe(true)
    })
  })

  describe('pages', () => {
    test('/Rotate and crop boxes: boxes are those of the page as it is displayed', async () => {
      const rotated = await pageOf(show('5', 50, 100), { extra: '/Rotate 90' })
      expect([rotated.width, rotated.height]).toEqual([300, 400])
      expect(rotated.runs[0]).toMatchObject({ direction: 'down' })
      const cropped = await pageOf(show('5', 50, 100), {
        mediaBox: '-100 -100 400 300',
        extra: '/CropBox [0 0 400 300]',
      })
      expect(brief(cropped)).toEqual([['5', 50, 201]])
    })
    test('a page outside of which everything stands is empty, not an error', async () => {
      expect((await pageOf(show('5', 1e9, 1e9))).runs).toEqual([])
    })
  })

  describe('rulings', () => {
    const rulings = async (content: string) =>
      (await pageOf(content)).rulings.map(({ axis, at, from, to }) => [
        axis[0],
        Math.round(at),
        Math.round(from),
        Math.round(to),
      ])
    test('the outline of a letter is no border; the same shape where no letter stands is drawn', async () => {
      const shape = '0.4 w 101 199 m 105 199 l 105 203 l 103 206 l 101 206 l 101 203 l h S'
      expect(await rulings(`${show('5', 100, 200)} ${shape}`)).toEqual([])
      expect((await rulings(`${show('5', 140, 200)} ${shape}`)).length).toBeGreaterThan(2)
      // A cell as wide as its figure is a rectangle.
      expect(await rulings(`${show('5', 100, 200)} 100 198 7 10 re S`)).toHaveLength(4)
    })
    test('stroked lines and boxes', async () => {
      expect(await rulings('1 w 50 100 m 150 100 l S')).toEqual([['h', 200, 50, 150]])
      expect(await rulings('50 100 100 40 re S')).toEqual([
        ['h', 200, 50, 150],
        ['v', 150, 160, 200],
        ['h', 160, 50, 150],
        ['v', 50, 160, 200],
      ])
    })
    test('thin filled boxes, trapezoids and frames', async () => {
      expect(await rulings('50 100 100 0.5 re f')).toEqual([['h', 200, 50, 150]])
      expect(await rulings('50 100 m 150 100 l 149 101 l 51 101 l h f')).toEqual([['h', 200, 50, 150]])
      expect(await rulings('50 100 100 40 re 51 101 98 38 re f*')).toHaveLength(4)
    })
    test('pictures one point high are lines', async () => {
      expect(await rulings('q 100 0 0 0.7 50 100 cm /I Do Q')).toEqual([['h', 200, 50, 150]])
    })
    test('white lines count on coloured ground only', async () => {
      expect(await rulings('1 G 50 100 m 150 100 l S')).toEqual([])
      expect(await rulings('0.8 g 40 90 200 60 re f 1 G 50 100 m 150 100 l S')).toEqual([['h', 200, 50, 150]])
    })
    test('paths that only clip, and curves, are none', async () => {
      expect(await rulings('50 100 100 40 re W n')).toEqual([])
      expect(await rulings('50 100 m 60 120 70 120 80 100 c S')).toEqual([])
    })
    test('edges of areas are kept apart from lines', async () => {
      const page = await pageOf('0.8 g 50 100 100 40 re f')
      expect(page.rulings).toEqual([])
      expect(page.edges).toHaveLength(4)
    })
  })

  describe('damage', () => {
    const codeOf = async (bytes: Uint8Array): Promise<string> => {
      try {
        await readPdf(bytes, { options: resolveOptions({ engine }), alive() {}, expectPages() {} })
        return 'read'
      } catch (error) {
        return error instanceof NianbaoError ? error.code : `untyped ${String(error)}`
      }
    }
    const good = makePdf([{ content: show('5', 50, 100) }])
    test('typed errors say what is wrong', async () => {
      expect(await codeOf(good.subarray(0, good.length / 3))).toBe('pdf-truncated')
      expect(await codeOf(Uint8Array.from(`${'%PDF-1.7\n'.repeat(40)}%%EOF`, (char) => char.charCodeAt(0)))).toBe(
        'pdf-invalid',
      )
      const key = '(0123456789abcdef0123456789abcdef)'
      expect(
        await codeOf(
          makePdf([{ content: show('5', 50, 100) }], {
            trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >> /ID [(a) (a)]`,
          }),
        ),
      ).toBe('pdf-encrypted')
    })
    test('the input is not changed, and can be read again', async () => {
      const copy = good.slice()
      await codeOf(good)
      expect(good).toEqual(copy)
      expect(await codeOf(good)).toBe('read')
    })
    test('a page that the strict reading refuses is read tolerantly, with a finding', async () => {
      const { pages, notes } = await read([
        { content: show('5', 50, 100) },
        { content: `${show('6', 50, 100)} /Nothing gs /None Do BT /Missing 9 Tf (7) Tj ET` },
      ])
      expect(pages.map((page) => page.runs.map((run) => run.text))[0]).toEqual(['5'])
      expect(notes.map((note) => note.code)).toContain('read/degraded')
    })
    test('limits on pages and operators leave out the rest and say so', async () => {
      const bytes = makePdf([1, 2, 3].map((n) => ({ content: show(String(n), 50, 100) })))
      const limited = await readPdf(bytes, {
        options: resolveOptions({ limits: { pages: 2 } }),
        alive() {},
        expectPages() {},
      })
      expect(limited.pages).toHaveLength(2)
      expect(limited.notes.map((note) => note.code)).toEqual(['read/page-limit'])
      const heavy = makePdf([{ content: '0 0 m 10 10 l S '.repeat(3000) }])
      const cut = await readPdf(heavy, {
        options: resolveOptions({ limits: { operators: 500 } }),
        alive() {},
        expectPages() {},
      })
      expect(cut.notes.map((note) => note.code)).toContain('read/operator-limit')
    })
    test('the console stays quiet, and others may speak on it meanwhile', async () => {
      const said: unknown[] = []
      const original = console.warn
      console.warn = (...args: unknown[]) => void said.push(args[0])
      try {
        const reading = read([{ content: 'BT /Missing 9 Tf (7) Tj ET /None Do' }])
        console.warn('Warning: from somebody else')
        await reading
      } finally {
        console.warn = original
      }
      expect(said).toEqual(['Warning: from somebody else'])
    })
  })
})
