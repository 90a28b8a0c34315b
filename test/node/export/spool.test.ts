import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compare, openSpool } from '../../../src/node/export/in-order.js'
import { temporary } from '../../helpers/command.js'

const folder = temporary()

const sortedOf = async (name: string, texts: readonly (readonly [string, string])[]) => {
  const own = join(folder, name)
  mkdirSync(own, { recursive: true })
  const spool = await openSpool<string>(own, 'texts')
  for (const [key, text] of texts) await spool.add(key, text)
  const onDisk = statSync(join(own, 'texts.spool.tmp')).size
  const sorted: string[] = []
  for await (const { key, text } of spool.sorted(compare)) sorted.push(`${key} ${text.slice(0, 3)} ${text.length}`)
  await spool.remove()
  expect(readdirSync(own)).toEqual([])
  return { onDisk, sorted }
}

test('few texts never come to the disk, many do, and both come out in order', async () => {
  const few = await sortedOf('few', [
    ['b', '乙'],
    ['a', '丙'],
    ['a', '甲'],
  ])
  expect(few).toEqual({ onDisk: 0, sorted: ['a 丙 1', 'a 甲 1', 'b 乙 1'] })
  const many = await sortedOf(
    'many',
    Array.from({ length: 9 }, (_, i) => [String(9 - i), `${i}${'字'.repeat(500_000)}`] as const),
  )
  expect(many.onDisk).toBeGreaterThan(12_000_000)
  expect(many.sorted).toEqual(Array.from({ length: 9 }, (_, i) => `${i + 1} ${8 - i}字字 500001`))
})
