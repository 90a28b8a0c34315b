/**
 * pdf.js says on the console, and nowhere else, that it dropped text. While a document is being read, what pdf.js
 * itself writes there is taken as data; what anybody else writes goes through untouched. Readings of PDFs in one
 * process wait for each other (in Node pdf.js runs on the caller's thread, so nothing is lost by it), which is how a
 * warning finds its document.
 */

let last: Promise<unknown> = Promise.resolve()

/** Run `work` alone, after all earlier calls, and give it the list that the engine's warnings are added to. */
export function collectWarnings<T>(work: (warnings: string[]) => Promise<T>): Promise<T> {
  const run = last.then(() => capture(work))
  last = run.catch(() => {})
  return run
}

async function capture<T>(work: (warnings: string[]) => Promise<T>): Promise<T> {
  const warnings: string[] = []
  const host = globalThis.console
  const original = { log: host.log, warn: host.warn }
  const take =
    (name: 'log' | 'warn') =>
    (...args: unknown[]): void => {
      const [first] = args
      if (typeof first === 'string' && /^(?:Deprecated API usage|Warning|Info): /.test(first) && calledByEngine()) {
        if (first.startsWith('Warning: ') && warnings.length < 1000) warnings.push(first.slice('Warning: '.length))
      } else original[name].apply(host, args)
    }
  const replaced = { log: take('log'), warn: take('warn') }
  Object.assign(host, replaced)
  try {
    return await work(warnings)
  } finally {
    // Another part of the process may have wrapped the console meanwhile: then its wrapper stays.
    if (host.log === replaced.log) host.log = original.log
    if (host.warn === replaced.warn) host.warn = original.warn
  }
}

const calledByEngine = (): boolean => /pdf(?:\.worker)?(?:\.min)?\.mjs/.test(new Error().stack ?? '')
