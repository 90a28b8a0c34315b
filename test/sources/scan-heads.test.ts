import { describe, expect, test } from 'vitest'
import type { Gray } from '../../src/imaging/gray.js'
import type { Cut } from '../../src/sources/scan-cell.js'
import { headOf, labelOf } from '../../src/sources/scan-heads.js'

/** A line of blocks, 9 pixels wide and 10 high, a pixel or two apart, in a margin of 8; a pixel is a point. */
function lineOf(characters: number): { image: Gray; width: number } {
  const width = characters * 11
  const image = { width: width + 16, height: 26, data: new Uint8Array((width + 16) * 26).fill(255) }
  for (let i = 0; i < characters; i++)
    for (let y = 8; y < 18; y++) image.data.fill(0, y * image.width + 8 + i * 11, y * image.width + 8 + i * 11 + 9)
  return { image, width: width - 2 }
}

function cutOf(...lines: number[]): Cut {
  const drawn = lines.map(lineOf)
  const boxes = drawn.map(({ width }, i) => ({ x0: 0, x1: width, top: i * 14, bottom: i * 14 + 10 }))
  const frame = { x0: -4, x1: 400, top: -4, bottom: 100 }
  const image = (drawn[0] as { image: Gray }).image
  return {
    frame,
    image,
    lineImages: drawn.map((one) => one.image),
    ink: frame,
    lines: boxes,
    expects: 'text',
    damaged: false,
  }
}

describe('the beginning of a long label', () => {
  test('is cut between two characters, and the rest of the label is measured', () => {
    const head = headOf(cutOf(14))
    expect(head?.times).toBeCloseTo(14 / 5, 0)
    expect(head?.image.width).toBeLessThan(100)
    // A second line is part of the label too.
    expect(headOf(cutOf(14, 6))?.times).toBeCloseTo(20 / 5, 0)
  })
  test('is the first line where that is short', () => {
    const cut = cutOf(6, 6)
    expect(headOf(cut)?.image).toBe(cut.lineImages[0])
    expect(headOf(cut)?.times).toBeCloseTo(2, 1)
  })
  test('is not taken of short labels, nor of characters below each other', () => {
    expect(headOf(cutOf(7))).toBeNull()
    expect(headOf(cutOf(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))).toBeNull()
  })
})

describe('the label that begins so', () => {
  const labels = [
    ['保护第三方合法权益', '保护第三人合法权益'],
    ['属于行政执法案卷'],
    ['属于行政查询事项'],
    ['补正后申请内容仍不明确'],
    ['补正后申请内容仍不明确且逾期未回复本机关通知'],
  ]
  const image = lineOf(5).image
  const given = (read: string, length: number) => labelOf(read, { image, times: length / [...read].length }, labels)
  test('is the one of the form that is as long, a misread character notwithstanding', () => {
    expect(given('保护第三方', 9)).toBe('保护第三方合法权益')
    expect(given('保护第王方', 9)).toBe('保护第三方合法权益')
    expect(given('属于行政执法', 8)).toBe('属于行政执法案卷')
  })
  test('is none where it has another length, or more than one begins so', () => {
    expect(given('保护第三方', 16)).toBeNull()
    expect(given('属于行政', 8)).toBeNull()
    expect(given('补正后申请', 11)).toBeNull()
    expect(given('本级财政收', 9)).toBeNull()
    expect(given('保护', 9)).toBeNull()
  })
})
