/** A seeded source of chance (mulberry32), so that the same seed draws the same pictures everywhere. */
export function random(seed) {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    unit,
    between: (low, high) => low + (high - low) * unit(),
    whole: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (share) => unit() < share,
    pick: (list) => list[Math.floor(unit() * list.length)],
    /** Close to the normal distribution: the sum of four uniform ones. */
    normal: () => (unit() + unit() + unit() + unit() - 2) * Math.sqrt(3),
  }
}
