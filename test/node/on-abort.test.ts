import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { onAbort } from '../../src/node/on-abort.js'

describe('hearing of an abort', () => {
  test('many who hear of one signal are one listener, and each is told once', () => {
    const abort = new AbortController()
    const told: number[] = []
    for (let i = 0; i < 100; i++) onAbort(abort.signal, () => told.push(i))
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1)
    abort.abort()
    abort.abort()
    expect(told).toEqual(Array.from({ length: 100 }, (_, i) => i))
  })
  test('who takes it back, once or twice, is not told', () => {
    const abort = new AbortController()
    const told: string[] = []
    const stops = ['a', 'b', 'c'].map((name) => onAbort(abort.signal, () => told.push(name)))
    stops[1]?.()
    stops[1]?.()
    abort.abort()
    expect(told).toEqual(['a', 'c'])
  })
  test('a signal that lives on holds nothing when all have taken it back, and can be heard of again', () => {
    const abort = new AbortController()
    const stops = [1, 2].map(() => onAbort(abort.signal, () => {}))
    for (const stop of stops) stop()
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0)
    let told = 0
    onAbort(abort.signal, () => told++)
    abort.abort()
    expect(told).toBe(1)
  })
  test('no signal, nothing to hear', () => {
    expect(onAbort(undefined, () => {})()).toBe(undefined)
  })
})
