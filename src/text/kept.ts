/**
 * A function that keeps what it found, by a key. What is found must depend on nothing else, so that it is the same whatever was asked before.
 *
 * @param most Findings that are kept; hostile input has no end of keys.
 */
export function keptBy<Asked extends unknown[], Found>(
  keyOf: (...asked: Asked) => unknown,
  find: (...asked: Asked) => Found,
  most: number,
): (...asked: Asked) => Found {
  const known = new Map<unknown, Found>()
  return (...asked) => {
    const key = keyOf(...asked)
    let found = known.get(key)
    if (found === undefined) {
      found = find(...asked)
      if (known.size >= most) known.clear()
      known.set(key, found)
    }
    return found
  }
}
