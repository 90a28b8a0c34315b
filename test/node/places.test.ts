import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createLine, readersThatFit } from '../../src/node/places.js'

describe('readers that fit', () => {
  test('as many as cores where memory is no matter, one where there is too little', () => {
    expect(readersThatFit(1)).toBe(availableParallelism())
    expect(readersThatFit(1e9)).toBe(1)
  })
})

describe('a line', () => {
  /** Acts that end when they are told to. */
  const acts = () => {
    const begun: number[] = []
    const ends: ((error?: Error) => void)[] = []
    const act = (i: number) => (): Promise<number> => {
      begun.push(i)
      return new Promise((resolve, reject) => {
        ends[i] = (error) => (error ? reject(error) : resolve(i))
      })
    }
    return { begun, ends, act }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  test('no more at a time, in the order of asking; what fails gives its place away too', async () => {
    const line = createLine()
    const { begun, ends, act } = acts()
    const all = [0, 1, 2, 3].map((i) => line(2, act(i)).catch((error: Error) => error.message))
    await settled()
    expect(begun).toEqual([0, 1])
    ends[1]?.(new Error('failed'))
    await settled()
    expect(begun).toEqual([0, 1, 2])
    ends[0]?.()
    await settled()
    expect(begun).toEqual([0, 1, 2, 3])
    ends[2]?.()
    ends[3]?.()
    expect(await Promise.all(all)).toEqual([0, 'failed', 2, 3])
  })
  test('who is called away while waiting never begins, and those behind go on', async () => {
    const line = createLine()
    const { begun, ends, act } = acts()
    const leave = new AbortController()
    const all = [
      line(1, act(0)),
      line(1, act(1), leave.signal).catch(({ code }) => code),
      line(1, act(2), leave.signal),
    ]
    all[2]?.catch(() => {})
    await settled()
    leave.abort()
    ends[0]?.()
    expect(await all[1]).toBe('aborted')
    await expect(all[2]).rejects.toMatchObject({ code: 'aborted' })
    const next = line(1, act(3))
    await settled()
    expect(begun).toEqual([0, 3])
    ends[3]?.()
    expect(await next).toBe(3)
  })
  test('one that needs more room waits until it has it', async () => {
    const line = createLine()
    const { begun, ends, act } = acts()
    const all = [line(2, act(0)), line(1, act(1)), line(2, act(2))]
    await settled()
    expect(begun).toEqual([0])
    ends[0]?.()
    await settled()
    expect(begun).toEqual([0, 1, 2])
    ends[1]?.()
    ends[2]?.()
    expect(await Promise.all(all)).toEqual([0, 1, 2])
  })
})
