// What the benches count with.

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

/** Processor time of one call, in milliseconds. */
export async function cost(work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
