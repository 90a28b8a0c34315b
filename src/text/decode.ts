/** Bytes → text: BOM, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030. */

export interface Decoded {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5'
  /** Bytes that no encoding explains were replaced by U+FFFD. */
  readonly damaged: boolean
}

/** Decode text in any of the encodings that Chinese government files use. Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decode(bytes.subarray(3), 'utf-8')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes.subarray(2), 'utf-16be')
  const strict = tryDecode(bytes, 'utf-8')
  const wide = wideEncoding(bytes)
  if (strict !== null && wide === null) return { text: strict, encoding: 'utf-8', damaged: false }
  if (wide) return decode(bytes, wide)
  const gb = tryDecode(bytes, 'gb18030')
  if (gb !== null) return { text: gb, encoding: 'gb18030', damaged: false }
  const utf8 = decode(bytes, 'utf-8')
  const loose = decode(bytes, 'gb18030')
  return replaced(utf8.text) <= replaced(loose.text) ? utf8 : loose
}

/**
 * Decode a web page. What it declares of itself counts only for Big5, which no test tells from GB18030: a page that says
 * gb2312 and is UTF-8 is as frequent as the reverse.
 */
export function decodeMarkup(bytes: Uint8Array): Decoded {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  if (declared?.startsWith('big5') && tryDecode(bytes, 'utf-8') === null) {
    const big5 = tryDecode(bytes, 'big5')
    if (big5 !== null) return { text: big5, encoding: 'big5', damaged: false }
  }
  return decodeText(bytes)
}

function decode(bytes: Uint8Array, encoding: Decoded['encoding']): Decoded {
  const strict = tryDecode(bytes, encoding)
  if (strict !== null) return { text: strict, encoding, damaged: false }
  return { text: new TextDecoder(encoding).decode(bytes), encoding, damaged: true }
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-16 without a BOM: line breaks and digits leave zero bytes on one side only. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = Math.min(bytes.length & ~1, 4096)
  if (sample < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const pairs = sample / 2
  // A few Chinese characters end in a zero byte themselves: 一 is 4E 00.
  if (odd > pairs * 0.03 && odd > even * 3) return 'utf-16le'
  if (even > pairs * 0.03 && even > odd * 3) return 'utf-16be'
  return null
}

const replaced = (text: string): number => text.split('\ufffd').length
