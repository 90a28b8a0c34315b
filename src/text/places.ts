/**
 * Names of places that were read from pictures. A recogniser knows some thousand characters; 湟, 黟 or 耒 are none of them, and it
 * makes of them what looks like them. Which place is meant is told by the list of places, and by what such characters are read as.
 */

/** A list of places, and what the characters of their names are read as. */
export interface Places {
  /** Provinces, prefectures and counties. */
  readonly divisions: ReadonlySet<string>
  /** By county: towns with characters that are misread, and those of the same county that might be taken for one of them. */
  readonly towns: ReadonlyMap<string, readonly string[]>
  /** By character: those that it has been read as. */
  readonly looks: ReadonlyMap<string, string>
  /** Characters that the recogniser does not have: each is read as another one, always. */
  readonly rare: ReadonlySet<string>
  /** The prefectures and counties of a province, the counties of a prefecture. */
  readonly within: ReadonlyMap<string, readonly string[]>
}

export interface PlaceReading {
  /** The name of the body, with the place that is meant. */
  readonly name: string
  /** Names that it may stand for as well as for itself, where more than one place looks like what was read. */
  readonly others: readonly string[]
}

/** The longest name of a place: 积石山保安族东乡族撒拉族自治县. */
const LONGEST = 16
/** Characters of one name that may be misread. */
const MOST = 2
/** Characters: a name as long as that is known by all but one of them, whatever that one was read as. */
const LONG = 5
/** Characters: a name as long as that is known by all but two. */
const LONGER = 7
/** More places than this say nothing. */
const FEW = 3

let loaded: Promise<Places> | null = null

/** The list that comes with the package, unpacked once per process. */
export function loadPlaces(): Promise<Places> {
  loaded ??= import('./place-names.js').then(async ({ placeNames }) => {
    const packed = Uint8Array.from(atob(placeNames), (letter) => letter.charCodeAt(0))
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
    return parsePlaces(await new Response(stream).text())
  })
  return loaded
}

/**
 * Five lines: divisions of which nothing more is known; towns by county, as `county:town,town`; characters, each before those it has been read as;
 * rare characters; what lies within a province or prefecture, as `province:prefecture,county`.
 */
export function parsePlaces(text: string): Places {
  const [divisions = '', towns = '', looks = '', rare = '', within = ''] = text.split('\n')
  const words = (line: string): string[] => line.split(' ').filter((word) => word !== '')
  const lists = (line: string): Map<string, string[]> =>
    new Map(
      words(line).map((word) => {
        const [name = '', names = ''] = word.split(':')
        return [name, names.split(',').filter((one) => one !== '')]
      }),
    )
  const parts = lists(within)
  return {
    divisions: new Set([...words(divisions), ...[...parts].flatMap(([name, own]) => [name, ...own])]),
    towns: lists(towns),
    looks: new Map(words(looks).map((word) => [[...word][0] ?? '', [...word].slice(1).join('')])),
    rare: new Set(words(rare)),
    within: parts,
  }
}

/**
 * A body named by its place, as it was read, with the place that is meant: one that exists, where what was read does not, and only one place
 * looks like it. The parts of the name are taken one after the other: province, prefecture, county, town. What lies in a place that is known
 * is looked for there first.
 */
export function placeOf(read: string, places: Places): PlaceReading {
  const rest = withCounties([...read.replace(COUNTY, '县')], places)
  let done = ''
  let last = ''
  for (;;) {
    const towns = places.towns.get(last) ?? []
    const known = longest(rest, (text) => places.divisions.has(text))
    if (!known && longest(rest, (text) => towns.includes(text))) break
    const found = known ? { sure: known, length: [...known].length } : likeliest(rest, last, places)
    if ('sure' in found) {
      rest.splice(0, found.length)
      done += found.sure
      last = found.sure
      continue
    }
    const { others } = found
    if (others.length === 0 && done === '' && beginsBehind(rest, places)) {
      rest.shift()
      continue
    }
    if (others.length === 0 || others.length > FEW) break
    return { name: read, others: others.map((name) => done + name + rest.slice(lengthIn(rest, name)).join('')) }
  }
  return { name: done + rest.join(''), others: [] }
}

/** Whether a place begins behind the first letter: a speck or a stroke before a title was read as one. */
const beginsBehind = (letters: readonly string[], { divisions }: Places): boolean =>
  [...(longest(letters.slice(1), (text) => divisions.has(text)) ?? '')].length > 2

/** How many places of the list the name of a body begins with, one after the other. */
export function placesIn(name: string, { divisions }: Places): number {
  const rest = [...name]
  for (let count = 0; ; count++) {
    const next = longest(rest, (text) => divisions.has(text))
    if (next === null) return count
    rest.splice(0, [...next].length)
  }
}

/** What 县 is read as in large type. No place has these letters. */
const COUNTY = /(?<=\p{Script=Han}{2})有具/u

/** What 县 is read as in small or soft print, behind the name of a county. */
const LIKE_COUNTY = new Set('具且')

function withCounties(letters: readonly string[], { divisions }: Places): string[] {
  const ends = (i: number): boolean =>
    letters.some((_, from) => from < i && i - from < LONGEST && divisions.has(`${letters.slice(from, i).join('')}县`))
  return letters.map((letter, i) => (LIKE_COUNTY.has(letter) && ends(i) ? '县' : letter))
}

type Likeliest = { readonly sure: string; readonly length: number } | { readonly others: readonly string[] }

/** The place that letters begin with which name none: first of those in the last known place, then of all. */
function likeliest(letters: readonly string[], last: string, places: Places): Likeliest {
  const towns = places.towns.get(last) ?? []
  const own = [...(places.within.get(last) ?? []), ...towns]
  const [inside, ...more] = lookalikes(letters, own, places, true)
  if (inside !== undefined && more.length === 0) return { sure: inside, length: [...inside].length }
  const names = [...places.divisions, ...towns]
  const likely = inside !== undefined ? [inside, ...more] : lookalikes(letters, names, places, false)
  // A county whose name cannot be read is known by its towns.
  const byTown = likely.length > 1 || own.length > 0 ? [] : byTowns(letters, places)
  const [only] = likely.length === 1 ? likely : byTown
  if (only !== undefined && (likely.length === 1 || byTown.length === 1))
    return { sure: only, length: [...only].length }
  const [outer, ...rest] = likely.length > 0 ? [] : byDistricts(letters, places)
  if (outer !== undefined && rest.length === 0) return { sure: outer, length: [...outer].length }
  if (likely.length > 0) return { others: likely }
  const inner = neighbours(letters, own)
  const near = inner.length > 0 ? inner : neighbours(letters, names)
  const [first] = near
  if (first !== undefined && near.length === 1 && isSure(first, letters, towns, own, places))
    return { sure: first, length: lengthIn(letters, first) }
  return { others: near }
}

/** Counties that what was read may be if characters that are always misread may stand for anything, and that have the town which follows. */
function byTowns(letters: readonly string[], places: Places): string[] {
  return lookalikes(letters, [...places.towns.keys()], places, true).filter((county) => {
    const rest = letters.slice([...county].length)
    const towns = places.towns.get(county) ?? []
    return longest(rest, (text) => towns.includes(text)) !== null || lookalikes(rest, towns, places, true).length === 1
  })
}

/** Prefectures that what was read is but for one character, and that have the district which follows. */
function byDistricts(letters: readonly string[], { within }: Places): string[] {
  return [...within].flatMap(([name, inside]) => {
    const own = [...name]
    const misread = own.filter((letter, i) => letter !== letters[i]).length
    if (own.length < 3 || misread !== 1 || own.at(-1) !== letters[own.length - 1]) return []
    return longest(letters.slice(own.length), (text) => inside.includes(text)) === null ? [] : [name]
  })
}

/**
 * A long name of which all but one character is there is that one; so is a town that its county has, if that character is misread now and then, and any place
 * within the one before it, if that character cannot be read.
 */
function isSure(
  name: string,
  letters: readonly string[],
  towns: readonly string[],
  inside: readonly string[],
  { looks, rare }: Places,
): boolean {
  const own = [...name]
  if (own.length >= LONG) return true
  const differ = own.filter((letter, i) => letter !== letters[i])
  return (
    (towns.includes(name) && differ.every((letter) => looks.has(letter) || rare.has(letter))) ||
    (inside.includes(name) && differ.every((letter) => rare.has(letter)))
  )
}

function longest(letters: readonly string[], isName: (text: string) => boolean): string | null {
  for (let length = Math.min(LONGEST, letters.length); length > 1; length--) {
    const text = letters.slice(0, length).join('')
    if (isName(text)) return text
  }
  return null
}

/**
 * Names that what begins here may be, all of whose other characters are as they were read; the last one, 县 or 镇, is. A rare character may have
 * been read as anything where there are `few` names, or the name is a long one.
 */
function lookalikes(
  letters: readonly string[],
  names: readonly string[],
  { looks, rare }: Places,
  few: boolean,
): string[] {
  return names.filter((name) => {
    const own = [...name]
    if (own.length > letters.length || own.at(-1) !== letters[own.length - 1]) return false
    const anything = few || own.length >= LONG
    let misread = 0
    for (const [i, letter] of own.entries()) {
      const other = letters[i] as string
      if (letter === other) continue
      if (++misread > MOST || !(looks.get(letter)?.includes(other) || (anything && rare.has(letter)))) return false
    }
    // A name of which nothing was read as it is printed is none.
    return misread > 0 && misread < own.length - (own.length > 2 ? 1 : 0)
  })
}

/** Names of which all but one character begins here in its place (but two of a very long one), or that were read without one of theirs. */
function neighbours(letters: readonly string[], names: readonly string[]): string[] {
  return names.filter((name) => lengthIn(letters, name) > 0)
}

/** How many of the letters that begin here are the name, one of its letters misread or lost; 0 where they are not. */
function lengthIn(letters: readonly string[], name: string): number {
  const own = [...name]
  const last = own.length - 1
  if (own.length < 3) return 0
  if (own.at(-1) === letters[last]) {
    const misread = own.reduce((sum, letter, i) => sum + (letter === letters[i] ? 0 : 1), 0)
    if (misread <= (own.length >= LONGER ? MOST : 1)) return own.length
  }
  if (own.length < LONG || own.at(-1) !== letters[last - 1]) return 0
  const lost = own.findIndex((letter, i) => letter !== letters[i])
  return own.slice(lost + 1).every((letter, i) => letter === letters[lost + i]) ? last : 0
}
