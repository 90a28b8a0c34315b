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

/** Three lines: divisions; towns by county, as `county:town,town`; characters, each before those it has been read as. */
export function parsePlaces(text: string): Places {
  const [divisions = '', towns = '', looks = ''] = text.split('\n')
  const words = (line: string): string[] => line.split(' ').filter((word) => word !== '')
  return {
    divisions: new Set(words(divisions)),
    towns: new Map(
      words(towns).map((word) => {
        const [county = '', names = ''] = word.split(':')
        return [county, names.split(',')]
      }),
    ),
    looks: new Map(words(looks).map((word) => [[...word][0] ?? '', [...word].slice(1).join('')])),
  }
}

/**
 * A body named by its place, as it was read, with the place that is meant: one that exists, where what was read does not, and only one place
 * looks like it. The parts of the name are taken one after the other: prefecture, county, town.
 */
export function placeOf(read: string, places: Places): PlaceReading {
  let done = ''
  let rest = [...read]
  let county = ''
  for (;;) {
    const known = longest(rest, (text) => places.divisions.has(text))
    const towns = county === '' ? [] : (places.towns.get(county) ?? [])
    if (!known && longest(rest, (text) => towns.includes(text))) break
    const names = [...places.divisions, ...towns]
    const likely = known ? [] : lookalikes(rest, names, places.looks)
    const near = known || likely.length > 0 ? [] : neighbours(rest, names)
    const others = likely.length > 0 ? likely : near
    const sure =
      known ?? (others.length === 1 && (likely.length > 0 || isSure(near[0] ?? '', towns)) ? others[0] : null)
    if (sure) {
      rest = rest.slice(known || likely.length > 0 ? [...sure].length : lengthIn(rest, sure))
      done += sure
      county = sure
      continue
    }
    if (others.length === 0 || others.length > FEW) break
    return { name: read, others: others.map((name) => done + name + rest.slice(lengthIn(rest, name)).join('')) }
  }
  return { name: done + rest.join(''), others: [] }
}

/** A long name of which all but one character is there is that one; so is a town that its county has. */
const isSure = (name: string, towns: readonly string[]): boolean => [...name].length >= LONG || towns.includes(name)

function longest(letters: readonly string[], isName: (text: string) => boolean): string | null {
  for (let length = Math.min(LONGEST, letters.length); length > 1; length--) {
    const text = letters.slice(0, length).join('')
    if (isName(text)) return text
  }
  return null
}

/** Names that what begins here may be, all of whose other characters are as they were read; the last one, 县 or 镇, is. */
function lookalikes(letters: readonly string[], names: readonly string[], looks: Places['looks']): string[] {
  return names.filter((name) => {
    const own = [...name]
    if (own.length > letters.length || own.at(-1) !== letters[own.length - 1]) return false
    let misread = 0
    for (const [i, letter] of own.entries()) {
      const other = letters[i] as string
      if (letter === other) continue
      if (++misread > MOST || !looks.get(letter)?.includes(other)) return false
    }
    // A name of which nothing was read as it is printed is none.
    return misread > 0 && misread < own.length - (own.length > 2 ? 1 : 0)
  })
}

/** Names of which all but one character begins here in its place, or that were read without one of theirs. */
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
    if (misread <= 1) return own.length
  }
  if (own.length < LONG || own.at(-1) !== letters[last - 1]) return 0
  const lost = own.findIndex((letter, i) => letter !== letters[i])
  return own.slice(lost + 1).every((letter, i) => letter === letters[lost + i]) ? last : 0
}
