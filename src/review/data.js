/** Data come as scripts that call `nianbao`: a page opened from a folder may load nothing else. */
;(() => {
  const arrived = new Map()
  const waiting = new Map()
  const nb = { overview: null, labels: { tables: {}, rows: {}, columns: {}, groups: {}, codes: {} }, decided: [] }

  globalThis.nb = nb
  globalThis.nianbao = (kind, key, value) => {
    if (kind === 'overview' || kind === 'labels' || kind === 'decided') nb[kind] = value
    else arrived.set(`${kind} ${key}`, value)
  }

  const shelf = (id) => id.slice(0, 2)
  const paths = {
    list: (key) => `data/list-${key}.js`,
    report: (key) => `data/reports/${shelf(key)}/${key}.js`,
    drawing: (key) => `data/drawings/${shelf(key)}/${key}.js`,
  }
  /** Reports and drawings that stay in memory. */
  const KEPT = 40

  /** The data of a kind and key; null where the script is missing. */
  nb.load = (kind, key) => {
    // The key may come from an address that somebody else wrote: it leads to the data of this folder, or nowhere.
    if (!/^[0-9a-f]+$/.test(key)) return Promise.resolve(null)
    const name = `${kind} ${key}`
    if (arrived.has(name)) return Promise.resolve(arrived.get(name))
    const known = waiting.get(name)
    if (known) return known
    const promise = new Promise((resolve) => {
      const script = document.createElement('script')
      script.src = paths[kind](key)
      const done = () => {
        script.remove()
        waiting.delete(name)
        resolve(arrived.get(name) ?? null)
        if (kind === 'list') return
        const others = [...arrived.keys()].filter((one) => !one.startsWith('list '))
        for (const one of others.slice(0, Math.max(0, others.length - KEPT))) arrived.delete(one)
      }
      script.addEventListener('load', done)
      script.addEventListener('error', done)
      document.head.append(script)
    })
    waiting.set(name, promise)
    return promise
  }
})()
