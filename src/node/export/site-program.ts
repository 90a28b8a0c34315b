/** The program of the review site: plain files beside ours, copied as they are. */

import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { NianbaoError } from '../../errors.js'

/** Files of the site's program, beside this code once it is built. */
export const siteFiles = [
  'index.html',
  'base.css',
  'overview.css',
  'list.css',
  'report.css',
  'findings.css',
  'dialog.css',
  'media.css',
  'theme.js',
  'strings.js',
  'data.js',
  'decisions.js',
  'dom.js',
  'overview.js',
  'list.js',
  'drawing.js',
  'tables.js',
  'correction.js',
  'report.js',
  'main.js',
] as const

export const PROGRAM = new URL('../../review/', import.meta.url)

/** Nothing is read for a site that cannot be written. @throws {NianbaoError} `engine-missing` where the package was built or copied in part. */
export async function requireSite(folder = PROGRAM): Promise<void> {
  for (const name of siteFiles) {
    const path = new URL(name, folder)
    await access(path).catch((cause: unknown) => {
      throw new NianbaoError(
        'engine-missing',
        `${fileURLToPath(path)}, a part of nianbao, is missing: npm run build, or install nianbao again.`,
        { cause },
      )
    })
  }
}
