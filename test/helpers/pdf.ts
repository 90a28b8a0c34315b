/** Small PDFs written by hand: one trouble each, no producer needed. */

export interface PdfPage {
  readonly content: string
  readonly mediaBox?: string
  /** Further entries of the page dictionary. */
  readonly extra?: string
}

export interface PdfOptions {
  readonly trailer?: string
  readonly catalog?: string
  /** Further objects, numbered from 100. */
  readonly objects?: readonly string[]
}

/** Fonts of every page: /H Helvetica, /S Song for horizontal and /V for vertical Chinese, by UTF-16 codes. */
const FONTS = `<< /H 3 0 R /S 4 0 R /V 6 0 R >>`

/** A PDF of these pages. Offsets in the cross-reference table are right; nothing is compressed. */
export function makePdf(pages: readonly PdfPage[], options: PdfOptions = {}): Uint8Array {
  const objects = new Map<number, string>()
  objects.set(1, `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ''} >>`)
  objects.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  objects.set(
    4,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
  )
  objects.set(
    5,
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
  )
  objects.set(
    6,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [5 0 R] >>',
  )
  objects.set(
    7,
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
  )
  const kids: string[] = []
  for (const [i, page] of pages.entries()) {
    const id = 10 + i * 2
    kids.push(`${id} 0 R`)
    objects.set(
      id,
      `<< /Type /Page /Parent 2 0 R /MediaBox [${page.mediaBox ?? '0 0 400 300'}] /Contents ${id + 1} 0 R /Resources << /Font ${FONTS} /XObject << /I 8 0 R >> /Properties << /L 9 0 R >> >> ${page.extra ?? ''} >>`,
    )
    objects.set(id + 1, `<< /Length ${page.content.length} >>\nstream\n${page.content}\nendstream`)
  }
  objects.set(2, `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`)
  // One grey pixel.
  objects.set(
    8,
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream',
  )
  objects.set(9, '<< /Type /OCG /Name (layer) >>')
  for (const [i, object] of (options.objects ?? []).entries()) objects.set(100 + i, object)
  let body = '%PDF-1.7\n'
  const offsets = new Map<number, number>()
  const ids = [...objects.keys()].sort((a, b) => a - b)
  for (const id of ids) {
    offsets.set(id, body.length)
    body += `${id} 0 obj\n${objects.get(id)}\nendobj\n`
  }
  const size = (ids[ids.length - 1] ?? 0) + 1
  const start = body.length
  body += `xref\n0 ${size}\n`
  for (let id = 0; id < size; id++) {
    const offset = offsets.get(id)
    body += offset === undefined ? `0000000000 65535 f \n` : `${String(offset).padStart(10, '0')} 00000 n \n`
  }
  body += `trailer\n<< /Size ${size} /Root 1 0 R ${options.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(body, (char) => char.charCodeAt(0))
}

/** A text in hexadecimal for the Chinese fonts. */
export const hex = (text: string): string =>
  `<${[...text].map((char) => (char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('')}>`

/** Operators that show a text at a place in PDF space. */
export const show = (text: string, x: number, y: number, size = 12): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? `BT /H ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`
    : `BT /S ${size} Tf 1 0 0 1 ${x} ${y} Tm ${hex(text)} Tj ET`
