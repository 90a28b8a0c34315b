/**
 * Errors that end a reading: thrown only where there is nothing to return. Everything that can be said about a report
 * that was opened is a finding instead.
 */

export const errorCodes = {
  'options-invalid': 'An option is unknown or has a value that it cannot have.',
  'input-missing': 'The path does not lead to a file that can be read.',
  'input-empty': 'The input has no bytes.',
  'input-special': 'The path leads to a link, a pipe, a socket or a device.',
  'input-deep': 'Folders or archives are nested too deeply.',
  'input-beside': 'The file belongs to the system, to an archiver or to a saved page, and is no document.',
  'input-duplicate': 'The file has the same bytes as another, which is read in its place.',
  'input-changed': 'The file changed while it was read.',
  'input-too-large': 'The input is larger than limits.bytes.',
  'unknown-kind': 'The bytes are of no kind that nianbao reads.',
  'unsupported-kind': 'The kind was recognised, and nianbao does not read it.',
  'text-undecodable': 'The text is in no encoding that nianbao knows.',
  'pdf-invalid': 'The file begins like a PDF but its structure cannot be read.',
  'pdf-truncated': 'The PDF ends before its end: the rest of the file was lost.',
  'pdf-encrypted': 'The PDF asks for a password.',
  'zip-invalid': 'The archive or Word file is damaged.',
  'zip-encrypted': 'The archive asks for a password.',
  'zip-several': 'The archive holds several files that could be reports, or none.',
  'picture-invalid': 'The picture is damaged or of a kind that cannot be decoded.',
  'picture-too-large': 'A picture has more pixels than limits.imagePixels.',
  'office-needed': 'The file is an old Word or WPS file, RTF or OpenDocument, which only LibreOffice opens.',
  'engine-missing': 'A package that this kind of input needs is not installed.',
  'engine-failed': 'The engine failed in a way that it should not.',
  'time-limit': 'Reading took longer than limits.milliseconds.',
  'memory-limit': 'Reading took more memory than limits.megabytes.',
  crashed: 'The process that read the file ended by itself.',
  aborted: 'The signal of the caller aborted the reading.',
  'rules-invalid': 'The rules of your own cannot be tried.',
  'cells-invalid': 'The table of cells does not have the columns or the values of the long form.',
  'output-failed': 'The results cannot be written.',
  'archive-incomplete': 'The outputs are not complete, or do not belong together.',
  'queue-failed': 'The queue cannot be used.',
  'decisions-invalid': 'The decisions are not in the form in which the review site writes them.',
} as const

export type ErrorCode = keyof typeof errorCodes

/** What the reader of the message can do, by code. */
export const errorHints: Record<ErrorCode, string> = {
  'options-invalid': 'Correct the option; docs/options.md lists them all.',
  'input-missing': 'Check the path and the permissions.',
  'input-empty': 'Fetch the file again: the download was cut off or never began.',
  'input-special': 'Give the path of the file itself: links are not followed, and only regular files are read.',
  'input-deep': 'Give the inner folder as a path of its own, or unpack the archive.',
  'input-beside': 'Nothing: it is left out.',
  'input-duplicate': 'Nothing: what it says is there once.',
  'input-changed': 'Run again when nothing writes to the file any more.',
  'input-too-large': 'Raise limits.bytes if the file really is one report.',
  'unknown-kind': 'Convert the file to PDF or text first.',
  'unsupported-kind': 'Convert the file to PDF or text first.',
  'text-undecodable': 'Save the text as UTF-8 or GB18030.',
  'pdf-invalid': 'Fetch the file again; if it opens in a viewer, print it to a new PDF.',
  'pdf-truncated': 'Fetch the file again: the end is missing.',
  'pdf-encrypted': 'Save a copy without a password.',
  'zip-invalid': 'Fetch the file again; if it opens in its program, save it anew.',
  'zip-encrypted': 'Unpack the archive with its password.',
  'zip-several': 'Unpack the archive and give the files one by one.',
  'picture-invalid': 'Fetch the file again; if it opens in a viewer, save it as PNG or PDF.',
  'picture-too-large': 'Raise limits.imagePixels if the picture really is a page, or scan it at 300 dots per inch.',
  'office-needed': 'Install LibreOffice and read the file with nianbao/node or the command, or save it as .docx.',
  'engine-missing': 'Install the package that the message names.',
  'engine-failed': 'Report the file as a bug of nianbao.',
  'time-limit': 'Raise limits.milliseconds if the file is known to be good.',
  'memory-limit': 'Raise limits.megabytes if the file is known to be good.',
  crashed: 'Report the file as a bug of nianbao.',
  aborted: 'Nothing: the caller asked for it.',
  'rules-invalid': 'Correct the rules; docs/findings.md says how they are written.',
  'cells-invalid': 'Give a CSV with the columns table, row, column and value at least; docs/cells.md lists the names.',
  'output-failed':
    'Make room, or give a folder that can be written; then run the same command again: nothing that was done is lost.',
  'archive-incomplete': 'Run the shards that the message names, with the same options, and merge again.',
  'queue-failed':
    'Check that PostgreSQL runs and that the URL and the password are right; npm install pg-boss@10 where it is missing.',
  'decisions-invalid': 'Save decisions.json from the review site again; docs/exports.md describes it.',
}

/**
 * The one error class of nianbao. `code` is stable and made for programs, `message` says what happened, `hint` what to
 * do, `cause` is the error underneath where there is one.
 */
export class NianbaoError extends Error {
  override readonly name = 'NianbaoError'
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message?: string, options: { cause?: unknown } = {}) {
    super(message ?? errorCodes[code], options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = errorHints[code]
  }
}

/** Throws `aborted` when the caller has given up. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new NianbaoError('aborted', undefined, { cause: signal.reason })
}
