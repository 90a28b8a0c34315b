/** better-sqlite3, where it is installed. */

import { NianbaoError } from '../../errors.js'
import type { Value } from '../../output/archive/fields.js'

/** The part of better-sqlite3 that is used; its types are no dependency of ours. */
interface Database {
  exec(sql: string): void
  pragma(sql: string): unknown
  prepare(sql: string): { run(...values: Value[]): unknown }
  close(): void
}

/** The driver, or null where it is not installed or does not load. */
export async function sqliteDriver(): Promise<(new (path: string) => Database) | null> {
  // A name that no compiler resolves: the package need not be there.
  const name: string = 'better-sqlite3'
  try {
    return ((await import(name)) as { default: new (path: string) => Database }).default
  } catch {
    return null
  }
}

/** @throws {NianbaoError} `engine-missing` */
export async function requireSqlite() {
  const driver = await sqliteDriver()
  if (driver) return driver
  throw new NianbaoError(
    'engine-missing',
    'nianbao.sqlite needs the package better-sqlite3: npm install better-sqlite3@12.11.1.',
  )
}
