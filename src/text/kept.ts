/**
 * A function of one value that keeps what it found. What is found must depend on nothing else, so that it is the same whatever was asked before.
 *
 * @param most Findings that are kept; hostile input has no end of values.
 */
export function kept<Asked, Found>(find: (asked: Asked) => Found, most: number): (asked: Asked) => Found {
  const known = new Map<Asked, Found>()
  return (asked) => {
    const found = known.get(asked)
    return found === undefined ? keep(known, asked, find(asked), most) : found
  }
}

/** As {@link kept}, for what is asked with several values, or with what is another object every time: by a key that says all that matters. */
export function keptBy<Asked extends unknown[], Found>(
  keyOf: (...asked: Asked) => string,
  find: (...asked: Asked) => Found,
  most: number,
): (...asked: Asked) => Found {
  const known = new Map<string, Found>()
  return (...asked) => {
    const key = keyOf(...asked)
    const found = known.get(key)
    return found === undefined ? keep(known, key, find(...asked), most) : found
  }
}

function keep<Key, Found>(known: Map<Key, Found>, key: Key, found: Found, most: number): Found {
  if (known.size >= most) known.clear()
  known.set(key, found)
  return found
}
