// Loaded before the reading child (NODE_OPTIONS): inputs named `fake-…` are not read. What their name says happens
// instead, so that hangs and crashes are the same on every machine and with every engine. The file named by
// FAKE_READER_LOG gets a line for every child that starts and for every such input.

import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const kept = []
const megabyte = 2 ** 20

const acts = {
  /** An endless loop. */
  hang: () => {
    for (;;);
  },
  /** No answer, and no work either. */
  sleep: () => {},
  exit: () => process.exit(3),
  segfault: () => process.kill(process.pid, 'SIGSEGV'),
  /** A promise that nobody waits for. */
  reject: () => {
    Promise.reject(new RangeError('fallen'))
  },
  throw: () => {
    setImmediate(() => {
      throw new TypeError('thrown')
    })
  },
  /** Memory outside of the heap, without end. */
  grow: () => {
    kept.push(Buffer.alloc(64 * megabyte, 1))
    setImmediate(acts.grow)
  },
  /** Memory of the heap, faster than anybody can look. */
  heap: () => {
    for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, i) => ({ i })))
  },
  /** Some 300 MB of the heap for a moment; then the input is read. */
  large: (read) => {
    const held = Array.from({ length: 300 }, () => new Array(megabyte / 8).fill(0.5))
    if (held.length === 300) read()
  },
  /** Read as it is, and noted. */
  note: (read) => read(),
  /** More processor time than the next input is given; then the input is read. */
  work: (read) => {
    for (let used = 0; used < 3_200_000; ) {
      const { user, system } = process.cpuUsage()
      used = user + system
    }
    read()
  },
  /** Two seconds without work; then the input is read. */
  slow: (read) => {
    setTimeout(read, 2000)
  },
  /** A crash the first time, as if by a neighbour's doing; the second time the input is read. */
  once: (read) => {
    if (existsSync(process.env.FAKE_READER_ONCE)) return read()
    writeFileSync(process.env.FAKE_READER_ONCE, '')
    process.kill(process.pid, 'SIGKILL')
  },
  /** 300 MB outside of the heap that are never given back; then the input is read. */
  leak: (read) => {
    kept.push(Buffer.alloc(300 * megabyte, 1))
    read()
  },
}

if (isMainThread && /[\\/]node[\\/]child\.js$/.test(process.argv[1] ?? '')) {
  const log = (what) => {
    if (process.env.FAKE_READER_LOG) appendFileSync(process.env.FAKE_READER_LOG, `${process.pid} ${what}\n`)
  }
  log('start')
  const emit = process.emit
  process.emit = function (event, ...args) {
    const name = event === 'message' ? args[0]?.options?.name : null
    const [, what = ''] = /^fake-(\w+)/.exec(name ?? '') ?? []
    if (!Object.hasOwn(acts, what)) return emit.call(this, event, ...args)
    log(what)
    acts[what](() => emit.call(this, event, ...args))
    return true
  }
}
