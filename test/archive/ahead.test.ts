import { expect, test } from 'vitest'
import { ahead } from '../../src/node/archive/scan.js'

function source(most: number, failsAt = -1) {
  const seen = { given: 0, ended: false }
  async function* items(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < most; i++) {
        if (i === failsAt) throw new Error('broken')
        seen.given = i + 1
        yield i
      }
    } finally {
      seen.ended = true
    }
  }
  return { seen, items: items() }
}

test('all come in their order, the next one looked at while one is in use', async () => {
  const { seen, items } = source(4)
  const taken: number[] = []
  const given: number[] = []
  for await (const one of ahead(items)) {
    await new Promise((resolve) => setImmediate(resolve))
    taken.push(one)
    given.push(seen.given)
  }
  expect(taken).toEqual([0, 1, 2, 3])
  expect(given).toEqual([2, 3, 4, 4])
})

test('whoever leaves ends the source, and a failure is told behind what came before it', async () => {
  const left = source(10)
  for await (const one of ahead(left.items)) if (one === 1) break
  expect(left.seen).toEqual({ given: 3, ended: true })
  const broken = source(10, 2)
  const taken: number[] = []
  await expect(
    (async () => {
      for await (const one of ahead(broken.items)) taken.push(one)
    })(),
  ).rejects.toThrow('broken')
  expect(taken).toEqual([0, 1])
})
