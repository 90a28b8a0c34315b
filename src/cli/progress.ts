/** How far a run is, on stderr: a bar at a terminal, a line every ten seconds elsewhere. */

import type { SingleBar } from 'cli-progress'
import type { ArchiveEvent, Language } from '../node/index.js'
import { memoryOfReaders } from '../node/reading-process.js'
import { say } from './io.js'

/** Between two lines, in milliseconds. */
const EVERY = 10_000
/** Between two looks at a bar. */
const DRAW = 250

const words = {
  en: {
    found: (n: number) => `Found ${n} ${n === 1 ? 'file' : 'files'}`,
    text: 'text',
    ocr: 'ocr',
    exports: 'Writing the outputs',
    before: 'done before',
    left: 'left',
    partial: 'partial',
    failed: 'failed',
    waiting: 'Reading what waits in the queue; Ctrl-C to stop',
    read: 'read',
  },
  zh: {
    found: (n: number) => `共找到 ${n} 个文件`,
    text: '文本',
    ocr: '识别',
    exports: '正在写出结果',
    before: '此前已完成',
    left: '剩余',
    partial: '部分',
    failed: '失败',
    waiting: '正在读取队列中的文件，按 Ctrl-C 停止',
    read: '已读取',
  },
} as const

export interface ProgressView {
  readonly onEvent: (event: ArchiveEvent) => void
  /** Take the bar away, so that lines can be written below it. */
  readonly end: () => void
}

/** Hours, minutes and seconds; nothing where nobody can know. */
function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–'
  const whole = Math.ceil(seconds)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** Memory of this process and of its readers. */
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1e6 + memoryOfReaders())

export async function createProgressView(language: Language): Promise<ProgressView> {
  const word = words[language]
  const counts = { done: 0, reused: 0, partial: 0, failed: 0, total: 0 }
  let pass: 'text' | 'ocr' | null = null
  let started = performance.now()
  let bar: SingleBar | null = null
  let timer: NodeJS.Timeout | null = null

  const facts = (): string => {
    const seconds = (performance.now() - started) / 1000
    const rate = (counts.done - counts.reused) / seconds
    const left = (counts.total - counts.done) / rate
    return [
      `${rate >= 10 ? rate.toFixed(0) : rate.toFixed(1)}/s`,
      `${word.left} ${clock(left)}`,
      `${megabytes()} MB`,
      ...(counts.reused > 0 ? [`${word.before} ${counts.reused}`] : []),
      `${word.partial} ${counts.partial}`,
      `${word.failed} ${counts.failed}`,
    ].join(' · ')
  }
  const stop = (): void => {
    if (timer) clearInterval(timer)
    timer = null
    bar?.update(counts.done, { facts: facts() })
    bar?.stop()
    bar = null
  }
  const begin = async (name: 'text' | 'ocr', total: number): Promise<void> => {
    stop()
    pass = name
    started = performance.now()
    Object.assign(counts, { done: 0, reused: 0, total })
    if (total === 0) return
    if (process.stderr.isTTY && process.env.TERM !== 'dumb') {
      const { default: progress } = await import('cli-progress')
      // The pass may be over before the bar is there.
      if (pass !== name) return
      bar = new progress.SingleBar(
        {
          format: `${word[name]} {bar} {value}/{total} · {facts}`,
          // The facts are worth more than the bar where there is no room for both.
          barsize: Math.max(4, Math.min(20, (process.stderr.columns ?? 80) - 60)),
          hideCursor: true,
          clearOnComplete: false,
        },
        progress.Presets.shades_classic,
      )
      bar.start(total, counts.done, { facts: facts() })
      timer = setInterval(() => bar?.update(counts.done, { facts: facts() }), DRAW)
    } else {
      timer = setInterval(() => say(`${word[name]} ${counts.done}/${counts.total} · ${facts()}`), EVERY)
    }
    timer.unref()
  }
  return {
    onEvent: (event) => {
      if (event.event === 'found') say(word.found(event.inputs))
      else if (event.event === 'pass') void begin(event.pass, event.inputs)
      else if (event.event === 'input') {
        counts.done++
        if (event.reused) counts.reused++
        if (event.state === 'partial') counts.partial++
        if (event.state === 'failed') counts.failed++
      } else {
        stop()
        pass = null
        say(word.exports)
      }
    },
    end: () => {
      stop()
      pass = null
    },
  }
}

/** What a worker does: a line when it begins, and one every ten seconds in which it has read something. Nobody knows how much is to come. */
export function createWorkerView(language: Language): ProgressView {
  const word = words[language]
  const counts = { read: 0, partial: 0, failed: 0 }
  let told = 0
  const timer = setInterval(() => {
    if (counts.read === told) return
    told = counts.read
    say(
      `${word.read} ${counts.read} · ${megabytes()} MB · ${word.partial} ${counts.partial} · ${word.failed} ${counts.failed}`,
    )
  }, EVERY)
  timer.unref()
  say(word.waiting)
  return {
    onEvent: (event) => {
      if (event.event !== 'input') return
      counts.read++
      if (event.state === 'partial') counts.partial++
      if (event.state === 'failed') counts.failed++
    },
    end: () => clearInterval(timer),
  }
}
