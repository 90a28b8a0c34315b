/** What the reader decided: kept by the browser for this folder, exported as decisions.json. */
;(() => {
  const { nb } = globalThis
  const KEY = `nianbao.decisions:${location.pathname.replace(/[^/]*$/, '')}`
  const decisions = new Map()
  const listeners = new Set()
  let kept = true

  const isDecision = (one) =>
    typeof one === 'object' &&
    one !== null &&
    /^[0-9a-f]{16,64}$/.test(one.fingerprint) &&
    ['confirmed', 'dismissed', 'corrected'].includes(one.decision) &&
    (one.corrections ?? []).every(
      ({ cell, value }) => typeof cell === 'string' && (value === null || Number.isFinite(value)),
    )

  const plain = ({ fingerprint, decision, corrections = [], note = '', about = '' }) => ({
    fingerprint,
    decision,
    corrections: corrections.map(({ cell, instance = 0, value }) => ({ cell, instance, value })),
    note,
    about,
  })

  // Decisions of the folder, then what this browser knows of them: `null` is one that was taken back.
  for (const one of nb.decided) decisions.set(one.fingerprint, plain(one))
  try {
    for (const [fingerprint, one] of JSON.parse(localStorage.getItem(KEY) ?? '[]')) {
      if (one === null) decisions.delete(fingerprint)
      else if (isDecision(one)) decisions.set(fingerprint, plain(one))
    }
  } catch {
    kept = false
  }

  const keep = () => {
    try {
      const changed = [...decisions].filter(([key, one]) => {
        const given = nb.decided.find(({ fingerprint }) => fingerprint === key)
        return !given || JSON.stringify(plain(given)) !== JSON.stringify(one)
      })
      const gone = nb.decided.filter(({ fingerprint }) => !decisions.has(fingerprint))
      localStorage.setItem(KEY, JSON.stringify([...changed, ...gone.map(({ fingerprint }) => [fingerprint, null])]))
      kept = true
    } catch {
      kept = false
    }
    for (const listener of listeners) listener()
  }

  nb.decisions = {
    get: (fingerprint) => decisions.get(fingerprint) ?? null,
    count: () => decisions.size,
    isKept: () => kept,
    onchange: (listener) => listeners.add(listener),
    set: (decision) => {
      decisions.set(decision.fingerprint, plain(decision))
      keep()
    },
    remove: (fingerprint) => {
      decisions.delete(fingerprint)
      keep()
    },
    /** The text of decisions.json: sorted, so that two exports can be compared. */
    text: () => {
      const sorted = [...decisions.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
      return `${JSON.stringify({ schema: 1, decisions: sorted }, null, 2)}\n`
    },
    /** Take in the text of a decisions.json; how many there were. Throws an Error that says what is wrong. */
    read: (text) => {
      const file = JSON.parse(text.replace(/^\ufeff/, ''))
      if (file?.schema !== 1 || !Array.isArray(file.decisions)) throw new Error('schema')
      const wrong = file.decisions.findIndex((one) => !isDecision(one))
      if (wrong >= 0) throw new Error(`decisions[${wrong}]`)
      for (const one of file.decisions) decisions.set(one.fingerprint, plain(one))
      keep()
      return file.decisions.length
    },
  }

  /** The dialog in which decisions go out and come in. */
  nb.decisionsDialog = () => {
    const { h, t, button } = nb
    const text = nb.decisions.text()
    const out = h('textarea', { readonly: true, rows: 8, 'aria-label': t('exportTitle'), value: text })
    const incoming = h('textarea', { rows: 4, 'aria-label': t('importTitle') })
    const status = h('p', { role: 'status' })
    const take = (content) => {
      try {
        status.textContent = t('imported', nb.decisions.read(content))
        out.value = nb.decisions.text()
      } catch (error) {
        status.textContent = t('badImport', error.message)
      }
    }
    const download = () => {
      const url = URL.createObjectURL(new Blob([nb.decisions.text()], { type: 'application/json' }))
      const link = h('a', { href: url, download: 'decisions.json' })
      document.body.append(link)
      link.click()
      link.remove()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    }
    const copy = async (event) => {
      out.select()
      const label = event.currentTarget
      try {
        await navigator.clipboard.writeText(out.value)
      } catch {
        document.execCommand('copy')
      }
      label.textContent = t('copied')
    }
    const dialog = nb.dialog(
      t('decisions'),
      h('p', null, t('count', nb.decisions.count())),
      kept ? null : h('p', { class: 'warn' }, t('lost')),
      h('h3', null, t('exportTitle')),
      h('p', null, t('exportWhy')),
      h('div', { class: 'row' }, button(t('download'), download, { class: 'main' }), button(t('copy'), copy)),
      out,
      h('h3', null, t('importTitle')),
      h('p', null, t('importWhy')),
      h('input', {
        type: 'file',
        accept: '.json,application/json',
        'aria-label': t('importTitle'),
        onchange: async (event) => {
          const [file] = event.currentTarget.files
          if (file) take(await file.text())
        },
      }),
      incoming,
      h(
        'div',
        { class: 'row' },
        button(t('import'), () => take(incoming.value)),
        button(t('close'), () => dialog.close()),
      ),
      status,
    )
  }
})()
