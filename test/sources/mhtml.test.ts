import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { resolveOptions } from '../../src/options.js'
import { detectKind, readSource, type SourceResult } from '../../src/sources/index.js'

const read = (bytes: Uint8Array): Promise<SourceResult> =>
  readSource(bytes, { options: resolveOptions({}), alive() {}, expectPages() {} })
/** A web archive with one page; the bytes of the page in base64 or as they are. */
const archive = (page: Uint8Array, type: string, encoding = 'base64', head = ''): Uint8Array => {
  const lines = [
    ...(head ? [head] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;',
    ' boundary="b"; type="text/html"',
    '',
    'Saved by hand.',
    '',
    '--b',
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${encoding}`,
    'Content-Location: http://www.example.com/1.html',
    '',
  ]
  const body = encoding === 'base64' ? Buffer.from(Buffer.from(page).toString('base64')) : Buffer.from(page)
  return new Uint8Array(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), body, Buffer.from('\r\n--b--\r\n')]))
}
const page = '<html><body><p>政府信息公开</p><table><tr><td>规章<td>12</table></body></html>'
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
// 政府信息公开 in GB18030.
const gb = new Uint8Array([
  ...utf8('<p>'),
  ...[0xd5, 0xfe, 0xb8, 0xae, 0xd0, 0xc5, 0xcf, 0xa2, 0xb9, 0xab, 0xbf, 0xaa],
  ...utf8('</p><table><tr><td>a<td>12</table>'),
])
const utf16 = new Uint8Array(Buffer.from(`\ufeff${page}`, 'utf16le'))

describe('web archives', () => {
  test.each([
    ['UTF-8 in base64', archive(utf8(page), 'text/html; charset="utf-8"')],
    ['UTF-8 as it is', archive(utf8(page), 'text/html; charset=utf-8', '8bit')],
    ['GB18030 as gb2312', archive(gb, 'text/html; charset="gb2312"')],
    ['UTF-16, as Word saves it', archive(utf16, 'text/html; charset="unicode"')],
    [
      'lines of the browser before it',
      archive(utf8(page), 'text/html; charset=utf-8', 'base64', 'From: <Saved by Blink>\r\nSubject: x\r\n y'),
    ],
    ['no charset, UTF-8', archive(utf8(page), 'text/html')],
  ])('%s', async (_what, bytes) => {
    expect(detectKind(bytes)).toBe('mhtml')
    const { kind, blocks, notes } = await read(bytes)
    expect(kind).toBe('html')
    expect(blocks).toMatchObject([{ text: '政府信息公开' }, { kind: 'grid', cols: 2 }])
    expect(notes).toEqual([])
  })
  test('a charset that is declared wrongly is told', async () => {
    const { notes } = await read(archive(gb, 'text/html; charset=utf-8'))
    expect(notes.map(({ code }) => code)).toEqual(['read/encoding'])
  })
  test('a set of frames before the page, as workbooks are saved', async () => {
    const frames = '<html><frameset rows="*,39"><frame src="sheet001.htm" name="s"></frameset></html>'
    const part = (text: string): string => `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${text}\r\n`
    const head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    const { blocks } = await read(utf8(`${head}${part(frames)}${part(page)}--b--\r\n`))
    expect(blocks).toMatchObject([{ text: '政府信息公开' }, { kind: 'grid', cols: 2 }])
  })
  test('no page in it', async () => {
    const bytes = archive(utf8('GIF89a'), 'image/gif')
    await expect(read(bytes)).rejects.toMatchObject({ code: 'unknown-kind' })
    await expect(read(bytes.subarray(0, 90))).rejects.toBeInstanceOf(NianbaoError)
  })
  test('parts in parts without end', async () => {
    let head = 'Content-Type: multipart/related; boundary=b0\r\n\r\n'
    for (let i = 0; i < 500; i++) head += `--b${i}\r\nContent-Type: multipart/related; boundary=b${i + 1}\r\n\r\n`
    await expect(read(utf8(head))).rejects.toBeInstanceOf(NianbaoError)
  })
})
