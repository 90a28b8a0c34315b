/** A zip archive whose entries carry the time of their making → the same one with the first time that zip knows. */

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** 1980-01-01 00:00, as MS-DOS writes it (APPNOTE.TXT 4.4.6). */
const DATE = (1 << 5) | 1

/** @throws RangeError where the bytes are no plain zip archive. */
export function withoutClock(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes)
  const view = new DataView(out.buffer)
  let end = out.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new RangeError('no end of a zip archive')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    const local = view.getUint32(at + 42, true)
    if (view.getUint32(at, true) !== CENTRAL || view.getUint32(local, true) !== LOCAL)
      throw new RangeError('no entry of a zip archive where one should be')
    for (const [field, value] of [
      [at + 12, 0],
      [at + 14, DATE],
      [local + 10, 0],
      [local + 12, DATE],
    ] as const)
      view.setUint16(field, value, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return out
}
