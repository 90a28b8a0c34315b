/**
 * Hear of an abort. However many hear of one signal, it has one listener: services give the same signal to all that they read, and Node
 * warns of a leak where an eleventh listens.
 */

interface Heard {
  readonly acts: Set<() => void>
  readonly tell: () => void
}

const heard = new WeakMap<AbortSignal, Heard>()

function listen(signal: AbortSignal): Heard {
  const acts = new Set<() => void>()
  const tell = (): void => {
    for (const act of [...acts]) act()
  }
  signal.addEventListener('abort', tell, { once: true })
  const one = { acts, tell }
  heard.set(signal, one)
  return one
}

/** Call a function when the signal aborts. What comes back takes that back. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (!signal) return () => {}
  const one = heard.get(signal) ?? listen(signal)
  one.acts.add(act)
  return () => {
    // Nobody is left: a signal that lives on holds nothing of ours.
    if (!one.acts.delete(act) || one.acts.size > 0) return
    heard.delete(signal)
    signal.removeEventListener('abort', one.tell)
  }
}
