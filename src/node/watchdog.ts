/**
 * A thread of the reading child: it ends the process when its parent is gone, also while a file keeps the thread that
 * reads from hearing of it.
 */

import { workerData } from 'node:worker_threads'

const parent = workerData as number

function alive(): boolean {
  // Linux and macOS give an orphan to another parent; Windows leaves it the number of one that is gone.
  if (process.ppid !== parent) return false
  try {
    return process.kill(parent, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

setInterval(() => {
  if (alive()) return
  try {
    // The whole group, where it leads one: LibreOffice may be at work for it.
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
  } catch {
    // It leads none.
  }
  process.kill(process.pid, 'SIGKILL')
}, 500)
