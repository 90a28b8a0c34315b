/** Names as the file system or an archive has them → paths that can be written down, sorted and compared. */

/** Bytes of a name that are characters of UTF-8 (RFC 3629), or one byte that is none. */
const UTF8 =
  /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g

/**
 * A name in NFC. Names that are no UTF-8 come from Chinese systems as a rule and are read as GB18030; of what is neither,
 * the bytes that are no characters are written as `\xHH`.
 */
export function nameOf(bytes: Uint8Array): string {
  return (strict(bytes, 'utf-8') ?? strict(bytes, 'gb18030') ?? escaped(bytes)).normalize('NFC')
}

function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function escaped(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(UTF8, (part) => {
      if (part.length > 1 || part < '\x80') return Buffer.from(part, 'latin1').toString('utf8')
      return `\\x${part.charCodeAt(0).toString(16)}`
    })
}

/** Path of a member as a label: it is never used to write, and cannot lead out of its archive either. */
export const memberPath = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')

/** The last part of a path. */
export const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Order of paths: by UTF-16 units, whatever the locale. */
export const comparePaths = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What stands beside documents and is none: of macOS and Windows, and the parts of a saved page. */
const OF_SYSTEM = /(?:^|\/)(?:__MACOSX\/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i
const OF_PAGE =
  /(?:_files|\.files|_文件)\/[^/]*\.(?:css|js|json|png|jpe?g|gif|svg|ico|bmp|webp|woff2?|ttf|eot|map|xml|download)$/i

export const isBeside = (path: string): boolean => OF_SYSTEM.test(path) || OF_PAGE.test(path)
