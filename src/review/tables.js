/** The rebuilt tables: every cell as it is printed, with what is wrong with it by colour and by shape. */
;(() => {
  const { nb } = globalThis
  const { h, t } = nb

  const rowLabel = (table, row) => table.labels?.[row] ?? nb.say(nb.labels.rows[`${table.table}.${row}`], row)
  const columnLabel = (table, row, column) =>
    table.labels?.[column] ?? nb.say(nb.labels.columns[`${table.table}.${row}.${column}`], column)

  /** The words for a cell by its name. */
  nb.cellTitle = (tables, cell) => {
    const parts = cell.n.split('.')
    const row = parts.slice(1, -1).join('.')
    const column = parts[parts.length - 1]
    const table = tables.find((one) => one.table === parts[0]) ?? { table: parts[0] }
    return `${rowLabel(table, row)} · ${columnLabel(table, row, column)}`
  }

  const printed = (cell) => cell.r ?? (cell.v === undefined ? '' : String(cell.v))
  nb.printed = printed

  /** Classes of a cell: what findings say of it, and how it was read. */
  nb.kindsOf = (report) => {
    const kinds = report.cells.map((cell) =>
      cell.s === 'unreadable' || cell.d ? ['doubt'] : cell.s === 'absent' ? ['absent'] : [],
    )
    for (const { level, cells } of report.findings) {
      if (level === 'info') continue
      for (const i of cells) if (!kinds[i].includes(level)) kinds[i].push(level)
    }
    return kinds.map((own) => own.join(' '))
  }

  const describe = (report, cell) =>
    [
      nb.cellTitle(report.tables, cell),
      printed(cell) === '' ? null : `“${printed(cell)}”`,
      cell.s ? nb.say(nb.labels.cellStates[cell.s], cell.s) : null,
      cell.c === undefined ? null : t('confidence', cell.c),
      cell.b ? t('page', cell.b[0]) : null,
    ]
      .filter(Boolean)
      .join('\n')

  /** What stands in a cell: the value as a number, what is no number as it is printed. */
  const content = (cell) => {
    if (cell.v !== undefined) return String(cell.v)
    return cell.s === 'blank' || cell.s === 'absent' ? '' : (cell.r ?? '')
  }

  const markName = (word) => t(`mark${word[0].toUpperCase()}${word.slice(1)}`)

  const cellOf = (report, index, kinds, first) => {
    const cell = report.cells[index]
    const words = kinds[index].split(' ').filter(Boolean)
    return h(
      'td',
      {
        class: `n fig ${kinds[index]} ${cell.s ?? ''}`,
        title: describe(report, cell),
        'data-cell': index,
        tabindex: first || words.some((word) => word !== 'absent') ? '0' : '-1',
      },
      h('span', { class: 'v' }, content(cell)),
      words.length > 0 ? h('span', { class: 'unseen' }, ` ${words.map(markName).join(', ')}`) : null,
    )
  }

  /** Rows that share their columns. In Chinese the labels of groups stand above their rows, as the form prints them. */
  const blockOf = (report, table, block, kinds, oncell) => {
    let group = null
    const lines = block.rows.map(({ row, cells }, i) => {
      const own = nb.language === 'zh' ? (nb.labels.groups[`${table.table}.${row}`] ?? null) : null
      const begins = own !== null && own !== group
      group = own
      return [
        begins
          ? h('tr', { class: 'group' }, h('th', { scope: 'rowgroup', colspan: block.columns.length + 1 }, own))
          : null,
        h(
          'tr',
          { class: own === null ? null : 'within' },
          h('th', { scope: 'row' }, rowLabel(table, row)),
          cells.map((index, k) => {
            const element = cellOf(report, index, kinds, i === 0 && k === 0)
            oncell(element, index)
            return element
          }),
        ),
      ]
    })
    const heads = block.columns.map((column) =>
      h('th', { scope: 'col', class: 'n' }, columnLabel(table, block.rows[0].row, column)),
    )
    return h(
      'table',
      { class: 'figures' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('row')), heads)),
      h('tbody', null, lines),
    )
  }

  /** @param oncell Called with every element that shows a cell. */
  nb.tablesOf = (report, kinds, oncell) =>
    report.tables.map((table) => {
      const about = [
        table.scope ? `${t('scope')}: ${table.scope}` : null,
        table.form ? `${t('form')} ${table.form}` : null,
      ].filter(Boolean)
      return h(
        'section',
        { class: 'printed-table' },
        h(
          'h3',
          null,
          nb.say(nb.labels.tables[table.table], table.table),
          about.length > 0 ? h('small', null, about.join(' · ')) : null,
        ),
        h(
          'div',
          { class: 'scroll' },
          table.blocks.map((block) => blockOf(report, table, block, kinds, oncell)),
        ),
      )
    })

  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

  /** Arrow keys go from cell to cell of a table. */
  nb.moveInTable = (event) => {
    const cell = event.target.closest?.('td.fig')
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : null
    if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey) return
    const { rows } = cell.closest('table')
    let at = cell.parentElement.rowIndex + step[0]
    while (rows[at]?.className === 'group') at += step[0]
    const next = rows[at]?.cells[cell.cellIndex + step[1]]
    if (!next?.matches('td.fig')) return
    event.preventDefault()
    next.focus()
  }
})()
