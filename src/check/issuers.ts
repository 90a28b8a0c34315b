/**
 * Which names are of one body: 洪泽区政府, 洪泽区人民政府, 淮安市洪泽区人民政府. A body that was renamed is another one, and so is its office.
 */

/** The word for a level of government at the end of its name: not that within another, 杭州市, nor one of a bureau, 市场监督管理局. */
const LEVEL = '(?:省|自治区|自治州|地区|市(?![场政管容民])|县(?!级)|区|盟(?!市)|旗|州(?![市县区]))'
/** The name of a government that stands in front of the name of a body below it. */
const SUPERIOR = new RegExp(`^.{1,8}?${LEVEL}(?=.{3,})`, 'u')
/** A name that begins with its place; 财政局 alone may be that of any. */
const PLACED = new RegExp(`^.{1,10}?(?:${LEVEL}|镇|乡|街道)`, 'u')

/** One spelling for the ways to write a name. */
function spelled(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/人民政府/g, '政府')
    .replace(/党工委管委会|管理委员会/g, '管委会')
  const government = /^(.*(?:省|自治区|市|州|盟|县|区|旗|镇|乡))(?:政府|管委会)?$/.exec(plain)
  if (government) return `${government[1]}政府`
  return plain.replace(/街道办事处$/, '街道')
}

/** A name without the names of the governments above it, one after another. */
function shortened(name: string): string[] {
  const found: string[] = []
  let rest = name
  for (let match = SUPERIOR.exec(rest); match; match = SUPERIOR.exec(rest)) {
    rest = rest.slice(match[0].length)
    if (PLACED.test(rest)) found.push(rest)
  }
  return found
}

/**
 * One key for all names of a body, in the order of the names; null for no name. A name without those of the governments above it is that of
 * the only body in the list that ends in it: where there are two, it stays alone.
 */
export function issuerKeys(names: readonly (string | null)[]): (string | null)[] {
  const keys = new Map<string, string>()
  for (const name of names) if (name !== null && !keys.has(name)) keys.set(name, spelled(name))
  const longer = new Map<string, Set<string>>()
  for (const key of new Set(keys.values()))
    for (const short of shortened(key)) longer.set(short, (longer.get(short) ?? new Set()).add(key))
  const full = (key: string): string => {
    const [longest, ...others] = [...(longer.get(key) ?? [])].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    return longest !== undefined && others.every((other) => longest.endsWith(other)) ? longest : key
  }
  return names.map((name) => (name === null ? null : full(keys.get(name) ?? name)))
}
