/** Tables whose caption says that their figures are of another year than the report's. */

const YEAR = /(20\d{2})\s*年/g

/** True where the caption of a table names years, and the year of the report is none of them. */
export function isOfOtherYear(scope: string | null, year: number | null): boolean {
  const named = [...(scope ?? '').matchAll(YEAR)].map((match) => Number(match[1]))
  return year !== null && named.length > 0 && !named.includes(year)
}

/** The table that stands for the report where one is wanted: the first that is printed, or the first that is of its year. */
export const tableOfYear = <T extends { readonly scope: string | null }>(
  tables: readonly T[],
  year: number | null,
): T | undefined => tables.find(({ scope }) => !isOfOtherYear(scope, year)) ?? tables[0]
