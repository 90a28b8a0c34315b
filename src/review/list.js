/** The list of all files: searched, filtered and sorted here; only the lines in view are elements. */
;(() => {
  const { nb } = globalThis
  const { h, t } = nb
  /** The order of what stands in a line of the data. */
  const columns = [
    'id',
    'path',
    'state',
    'kind',
    'issuer',
    'year',
    'title',
    'errors',
    'warnings',
    'doubts',
    'figures',
    'codes',
    'fingerprints',
    'message',
    'copyOf',
    'code',
  ]
  const rows = []
  let loading = null
  const LINE = 40

  nb.filter = { text: '', year: '', state: '', code: '', open: '', sort: '', down: '' }

  /** All lines; `onpart` hears when more have come. */
  nb.rows = (onpart) => {
    loading ??= (async () => {
      for (let i = 1; i <= nb.overview.lists; i++) {
        const part = (await nb.load('list', String(i))) ?? []
        for (const line of part) {
          const row = Object.fromEntries(columns.map((name, k) => [name, line[k]]))
          row.found = `${row.issuer ?? ''} ${row.title ?? ''} ${row.path}`.toLowerCase()
          rows.push(row)
        }
        for (const listener of listeners) listener()
      }
      return rows
    })()
    if (onpart) {
      listeners.add(onpart)
      loading.then(() => listeners.delete(onpart))
    }
    return loading
  }
  const listeners = new Set()

  const decidedOf = (row) => row.fingerprints.filter((one) => nb.decisions.get(one)).length

  const sorts = {
    issuer: (a, b) => compare(a.issuer ?? '\uffff', b.issuer ?? '\uffff') || (a.year ?? 0) - (b.year ?? 0),
    year: (a, b) => (a.year ?? 9999) - (b.year ?? 9999),
    state: (a, b) => compare(a.state, b.state),
    errors: (a, b) => a.errors - b.errors,
    warnings: (a, b) => a.warnings - b.warnings,
    doubts: (a, b) => a.doubts - b.doubts,
    figures: (a, b) => a.figures - b.figures,
    decided: (a, b) => decidedOf(a) - decidedOf(b),
    file: (a, b) => compare(a.path, b.path),
  }
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

  /** The lines that fit the filter, in its order. */
  nb.filtered = () => {
    const { text, year, state, code, open, sort, down } = nb.filter
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    const found = rows.filter(
      (row) =>
        (year === '' || String(row.year ?? '?') === year) &&
        (state === '' || row.state === state) &&
        (code === '' || code in row.codes) &&
        (open === '' || row.fingerprints.some((one) => !nb.decisions.get(one))) &&
        words.every((word) => row.found.includes(word)),
    )
    const order = sorts[sort]
    if (order) found.sort((a, b) => (down ? -1 : 1) * order(a, b))
    return found
  }

  /** Those of them that open: they have something to show. */
  nb.opening = () => nb.filtered().filter((one) => one.figures > 0 || one.fingerprints.length > 0)

  /** Open the first of them, or the first with something to decide. */
  nb.begin = async (toDecide) => {
    await nb.rows()
    const first = nb.opening().find((one) => !toDecide || one.fingerprints.length > 0)
    if (first) location.hash = `#/report/${first.id}`
  }

  const address = () => {
    const set = Object.entries(nb.filter).filter(([, value]) => value !== '')
    return `#/list${set.length > 0 ? `?${new URLSearchParams(set)}` : ''}`
  }

  const heads = [
    ['issuer', 'issuer', ''],
    ['year', 'year', 'n'],
    ['state', 'state', 'state'],
    ['errors', 'errors', 'n'],
    ['warnings', 'warnings', 'n'],
    ['doubts', 'doubts', 'n wide'],
    ['figures', 'figures', 'n wide'],
    ['decided', 'decided', 'n wide'],
    ['file', 'file', 'path wide'],
  ]

  nb.listView = (query) => {
    for (const key of Object.keys(nb.filter)) nb.filter[key] = query.get(key) ?? ''
    const { filter } = nb
    let found = []
    const count = h('p', { class: 'count', role: 'status' })
    const body = h('tbody', null)
    const above = h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td', null))
    const below = h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td', null))
    const headCells = heads.map(([key, label, kind]) => {
      const cell = h('th', { scope: 'col', class: kind })
      cell.append(
        nb.button(t(label), () => {
          const same = filter.sort === key
          filter.down = same && !filter.down ? '1' : ''
          // A third click gives the order of the files back.
          if (same && !filter.down) filter.sort = ''
          else filter.sort = key
          update()
        }),
      )
      return cell
    })
    const table = h('table', { class: 'list' }, h('thead', null, h('tr', null, headCells)), body)
    const box = h('div', { class: 'list-box', tabindex: '0', role: 'region', 'aria-label': t('reports') }, table)

    const line = (row, i) => {
      const decided = decidedOf(row)
      const name = row.issuer ?? row.title ?? row.path.replace(/^.*\//, '')
      const open = row.figures > 0 || row.year !== null || row.issuer !== null || row.title !== null
      const why = row.copyOf ? t('copyOf', row.copyOf) : nb.say(row.message)
      const cells = [
        h(
          'td',
          null,
          open ? h('a', { href: `#/report/${row.id}` }, name) : name,
          why && !open ? h('small', null, why) : null,
        ),
        h('td', { class: 'n' }, row.year ?? ''),
        h(
          'td',
          { title: why || null, class: 'state' },
          h('i', { class: `dot s-${row.state}`, 'aria-hidden': 'true' }),
          h('span', { class: 'words' }, nb.say(nb.labels.states[row.state], row.state)),
        ),
        h('td', { class: 'n' }, row.errors > 0 ? h('span', { class: 'mark error' }, row.errors) : ''),
        h('td', { class: 'n' }, row.warnings > 0 ? h('span', { class: 'mark warning' }, row.warnings) : ''),
        h('td', { class: 'n wide' }, row.doubts || ''),
        h('td', { class: 'n wide' }, row.figures || ''),
        h('td', { class: 'n wide' }, row.fingerprints.length > 0 ? `${decided}/${row.fingerprints.length}` : ''),
        h('td', { class: 'path wide', title: row.path }, row.path),
      ]
      return h('tr', { 'aria-rowindex': i + 2 }, cells)
    }

    const draw = () => {
      const first = Math.max(0, Math.floor(box.scrollTop / LINE) - 8)
      const last = Math.min(found.length, Math.ceil((box.scrollTop + box.clientHeight) / LINE) + 8)
      above.firstChild.style.height = `${first * LINE}px`
      below.firstChild.style.height = `${(found.length - last) * LINE}px`
      body.replaceChildren(above, ...found.slice(first, last).map((row, i) => line(row, first + i)), below)
    }
    const update = () => {
      found = nb.filtered()
      table.setAttribute('aria-rowcount', String(found.length + 1))
      count.textContent =
        found.length === 0 ? t('nothing') : t('shown', nb.number(found.length), nb.number(nb.overview.files))
      for (const [i, [key]] of heads.entries())
        headCells[i].setAttribute(
          'aria-sort',
          filter.sort === key ? (filter.down ? 'descending' : 'ascending') : 'none',
        )
      history.replaceState(null, '', address())
      nb.listAddress = address()
      draw()
    }
    let frame = 0
    box.addEventListener('scroll', () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(draw)
    })
    new ResizeObserver(draw).observe(box)

    const select = (key, label, options) =>
      h(
        'select',
        {
          'aria-label': label,
          onchange: (event) => {
            filter[key] = event.currentTarget.value
            box.scrollTop = 0
            update()
          },
        },
        h('option', { value: '' }, label),
        options.map(([value, text]) => h('option', { value, selected: filter[key] === value }, text)),
      )
    const search = h('input', {
      type: 'search',
      id: 'search',
      placeholder: t('search'),
      'aria-label': t('search'),
      value: filter.text,
      oninput: (event) => {
        filter.text = event.currentTarget.value
        box.scrollTop = 0
        update()
      },
    })
    const open = h('input', {
      type: 'checkbox',
      checked: filter.open !== '',
      onchange: (event) => {
        filter.open = event.currentTarget.checked ? '1' : ''
        box.scrollTop = 0
        update()
      },
    })
    const { overview, labels } = nb
    nb.rows(update)
    queueMicrotask(update)
    nb.listAddress = address()
    return h(
      'div',
      { class: 'list-view' },
      h('h1', { class: 'unseen' }, t('reports')),
      h(
        'div',
        { class: 'filters', role: 'search' },
        search,
        select(
          'year',
          t('anyYear'),
          overview.years.map(([year]) => (year === '' ? ['?', t('noYear')] : [year, year])),
        ),
        select(
          'state',
          t('anyState'),
          Object.keys(overview.states)
            .filter((state) => overview.states[state] > 0)
            .map((state) => [state, nb.say(labels.states[state], state)]),
        ),
        select(
          'code',
          t('anyCode'),
          overview.codes.map(([code]) => [code, nb.say(labels.codes[code], code)]),
        ),
        h('label', { class: 'check' }, open, t('onlyOpen')),
        count,
      ),
      box,
    )
  }
})()
