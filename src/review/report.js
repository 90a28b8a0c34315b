/** One report: the input on one side, its findings and tables on the other, tied together cell by cell. */
;(() => {
  const { nb } = globalThis
  const { h, t, button } = nb

  /** The report before or behind, in the list as it is filtered. */
  const neighbour = (id, step) => {
    const rows = nb.opening()
    const at = rows.findIndex((one) => one.id === id)
    return at < 0 ? null : (rows[at + step] ?? null)
  }

  /** Names the finding for those who read decisions.json. */
  const about = (line, finding) => [line?.issuer, line?.year, finding.code, finding.zh].filter(Boolean).join(' ')

  nb.reportView = async (id, first) => {
    const [rows, report] = await Promise.all([nb.rows(), nb.load('report', id)])
    const line = rows.find((one) => one.id === id)
    if (!report || !line) return h('p', { class: 'none' }, t('missing'))
    const drawing = report.drawing ? await nb.load('drawing', report.drawing) : null
    const kinds = nb.kindsOf(report)
    const cells = new Map()
    const spots = new Map()
    const add = (map) => (element, index) => map.set(index, [...(map.get(index) ?? []), element])

    const shown = report.findings.filter(({ level }) => level !== 'info')
    const infos = report.findings.filter(({ level }) => level === 'info')
    let current = -1

    const pane = h('section', { class: 'pane', tabindex: '0', 'aria-label': t('pages') })
    pane.append(
      ...nb
        .drawingOf(
          drawing,
          report.drawing ?? '',
          report.cells.map((cell, index) => ({ cell, index, kinds: kinds[index] })),
          add(spots),
        )
        .flat(2)
        .filter(Boolean),
    )

    const light = (indices, name) => {
      for (const element of root.querySelectorAll(`.${name}`)) element.classList.remove(name)
      for (const index of indices)
        for (const element of [...(cells.get(index) ?? []), ...(spots.get(index) ?? [])]) element.classList.add(name)
    }
    /** Bring a place into view within its own pane, and never the window. */
    const show = (element, box) => {
      if (!element || box.scrollHeight <= box.clientHeight) return
      const a = element.getBoundingClientRect()
      const b = box.getBoundingClientRect()
      if (a.top < b.top + 40 || a.bottom > b.bottom - 40)
        box.scrollBy({ top: a.top - b.top - b.height / 2, behavior: calm() ? 'auto' : 'smooth' })
    }
    const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
    const showPlace = (indices, at) => {
      const spot = indices.map((index) => spots.get(index)?.[0]).find(Boolean)
      if (spot) show(spot, pane)
      else if (at?.length === 5) show(pane.querySelector(`[data-page="${at[0]}"]`), pane)
    }

    const items = shown.map((finding, i) => {
      const state = h('span', { class: 'decided', 'aria-live': 'off' })
      const buttons = {
        confirmed: button(t('confirm'), () => decide(i, 'confirmed'), { 'aria-keyshortcuts': 'c' }),
        dismissed: button(t('dismiss'), () => decide(i, 'dismissed'), { 'aria-keyshortcuts': 'd' }),
        corrected:
          finding.cells.length > 0 ? button(t('correct'), () => correct(i), { 'aria-keyshortcuts': 'e' }) : null,
      }
      const item = h(
        'li',
        { class: `finding ${finding.level}`, tabindex: '-1', 'data-finding': i },
        h(
          'p',
          null,
          h('i', { class: `shape ${finding.level}`, 'aria-hidden': 'true' }),
          h('span', { class: 'unseen' }, `${t(finding.level === 'error' ? 'markError' : 'markWarning')}: `),
          finding[nb.language],
        ),
        h(
          'p',
          { class: 'meta' },
          h('code', null, finding.code),
          finding.cause === 'unknown' ? null : h('span', null, nb.say(nb.labels.causes[finding.cause], finding.cause)),
        ),
        finding.suspects.length > 0
          ? h(
              'p',
              { class: 'suspects' },
              `${t('suspect')}: `,
              finding.suspects
                .slice(0, 4)
                .map(([index, value], k) => [
                  k > 0 ? (nb.language === 'zh' ? '，' : ', ') : '',
                  h('span', { 'data-cell': index, class: 'ref' }, nb.cellTitle(report.tables, report.cells[index])),
                  value === null ? '' : ` (${t('suspectFits', value)})`,
                ]),
            )
          : null,
        h('div', { class: 'row' }, Object.values(buttons), state),
      )
      item.addEventListener('click', (event) => {
        if (!event.target.closest('button')) focus(i, false)
      })
      return { item, state, buttons }
    })

    const drawDecision = (i) => {
      const { item, state, buttons } = items[i]
      const decision = nb.decisions.get(shown[i].f)
      for (const [kind, element] of Object.entries(buttons))
        element?.setAttribute('aria-pressed', String(decision?.decision === kind))
      item.classList.toggle('done', decision !== null)
      state.replaceChildren()
      if (!decision) return
      const given = decision.corrections.map(({ cell, value }) => {
        const index = report.cells.findIndex(({ n }) => n === cell)
        return `${index < 0 ? cell : nb.cellTitle(report.tables, report.cells[index])} = ${value ?? '∅'}`
      })
      state.append(
        h('b', null, `✓ ${t(decision.decision)}`),
        given.length > 0 ? ` ${given.join('; ')}` : '',
        decision.note ? ` “${decision.note}”` : '',
        ' ',
        button(t('undo'), () => undo(i), { class: 'plain' }),
      )
    }
    const drawCorrections = () => {
      for (const [index, elements] of cells) {
        const cell = report.cells[index]
        const own = nb.decisions.get(cell.f)?.corrections[0]
        const other = shown
          .flatMap((finding) => nb.decisions.get(finding.f)?.corrections ?? [])
          .find((one) => one.cell === cell.n && one.instance === instanceOf(index))
        const correction = own ?? other
        for (const element of elements) {
          element.querySelector('.given')?.remove()
          if (correction)
            element.append(h('ins', { class: 'given' }, correction.value === null ? '∅' : String(correction.value)))
        }
      }
    }
    const instanceOf = (index) =>
      report.tables.find(({ blocks }) =>
        blocks.some(({ rows: lines }) => lines.some((one) => one.cells.includes(index))),
      )?.instance ?? 0
    const redraw = () => {
      for (const i of items.keys()) drawDecision(i)
      drawCorrections()
    }

    const focus = (i, take = true) => {
      if (i < 0 || i >= items.length) return
      if (current >= 0) items[current].item.removeAttribute('aria-current')
      current = i
      const { item } = items[i]
      item.setAttribute('aria-current', 'true')
      if (take) item.focus({ preventScroll: true })
      item.scrollIntoView({ block: 'nearest' })
      light(shown[i].cells, 'lit')
      light(
        shown[i].suspects.map(([index]) => index),
        'suspected',
      )
      showPlace([...shown[i].suspects.map(([index]) => index), ...shown[i].cells], shown[i].at)
      nb.announce(shown[i][nb.language])
    }
    const decide = (i, decision, corrections = [], note = '') => {
      nb.decisions.set({ fingerprint: shown[i].f, decision, corrections, note, about: about(line, shown[i]) })
      redraw()
      nb.announce(t(decision))
    }
    const undo = (i) => {
      nb.decisions.remove(shown[i].f)
      redraw()
      items[i].item.focus({ preventScroll: true })
    }
    const correct = (i) => {
      const finding = shown[i]
      const likely = finding.suspects[0]
      const old = nb.decisions.get(finding.f)
      const index = likely?.[0] ?? finding.cells[0]
      nb.askValue(report, finding.cells, index, finding.suspects, old, (which, value, note) => {
        decide(i, 'corrected', [{ cell: report.cells[which].n, instance: instanceOf(which), value }], note)
        items[i].item.focus({ preventScroll: true })
      })
    }
    const correctCell = (index) => {
      const cell = report.cells[index]
      nb.askValue(report, [index], index, [], nb.decisions.get(cell.f), (_, value, note) => {
        nb.decisions.set({
          fingerprint: cell.f,
          decision: 'corrected',
          corrections: [{ cell: cell.n, instance: instanceOf(index), value }],
          note,
          about: [line.issuer, line.year, cell.n, nb.printed(cell)].filter(Boolean).join(' '),
        })
        redraw()
      })
    }
    const go = (step, end = '') => {
      const next = neighbour(id, step)
      if (next) location.hash = `#/report/${next.id}${end}`
    }
    const focusedCell = () => {
      const focused = document.activeElement?.closest?.('td.fig')
      return focused && root.contains(focused) ? Number(focused.dataset.cell) : null
    }
    const moves = {
      j: () => (current + 1 < items.length ? focus(current + 1) : go(1)),
      k: () => (current > 0 ? focus(current - 1) : go(-1, '?last')),
      c: () => current >= 0 && decide(current, 'confirmed'),
      d: () => current >= 0 && decide(current, 'dismissed'),
      e: () => {
        const cell = focusedCell()
        if (cell !== null) correctCell(cell)
        else if (current >= 0 && shown[current].cells.length > 0) correct(current)
      },
      u: () => {
        const cell = focusedCell()
        if (cell !== null) {
          nb.decisions.remove(report.cells[cell].f)
          redraw()
        } else if (current >= 0) undo(current)
      },
      n: () => go(1),
      p: () => go(-1),
    }

    const before = neighbour(id, -1)
    const behind = neighbour(id, 1)
    const step = (target, label, key) =>
      h(
        'a',
        {
          class: 'button',
          href: target ? `#/report/${target.id}` : null,
          'aria-disabled': target ? null : 'true',
          'aria-keyshortcuts': key,
        },
        label,
      )
    const legend = h(
      'p',
      { class: 'legend' },
      ['error', 'warning', 'doubt', 'absent'].map((kind) =>
        h(
          'span',
          null,
          h('i', { class: `shape ${kind}`, 'aria-hidden': 'true' }),
          t(`mark${kind[0].toUpperCase()}${kind.slice(1)}`),
        ),
      ),
    )
    const root = h(
      'article',
      { class: 'report' },
      h(
        'header',
        { class: 'head' },
        h(
          'div',
          { class: 'names' },
          h('h1', null, [line.issuer ?? t('noYear'), line.year].filter(Boolean).join(' ')),
          h(
            'p',
            null,
            h('i', { class: `dot s-${line.state}`, 'aria-hidden': 'true' }),
            `${nb.say(nb.labels.states[line.state], line.state)} · `,
            line.path,
          ),
        ),
        h(
          'nav',
          { 'aria-label': t('reports'), class: 'steps' },
          step(before, `← ${t('previous')}`, 'p'),
          h('a', { class: 'button', href: nb.listAddress ?? '#/list' }, t('back')),
          step(behind, `${t('next')} →`, 'n'),
        ),
      ),
      pane,
      h(
        'div',
        { class: 'side' },
        h(
          'section',
          null,
          h('h2', null, t('findings'), h('small', null, String(shown.length))),
          shown.length === 0
            ? h('p', { class: 'none' }, t('noFindings'))
            : h(
                'ol',
                { class: 'findings' },
                items.map(({ item }) => item),
              ),
          infos.length > 0
            ? h(
                'details',
                null,
                h('summary', null, t('infos', infos.length)),
                h(
                  'ul',
                  { class: 'infos' },
                  infos.map((finding) => h('li', null, finding[nb.language], ' ', h('code', null, finding.code))),
                ),
              )
            : null,
        ),
        h('section', null, h('h2', null, t('tables')), legend, nb.tablesOf(report, kinds, add(cells))),
      ),
    )

    const over = (event) => {
      const found = event.target.closest?.('[data-cell]')
      if (!found) return
      const index = Number(found.dataset.cell)
      light([index], 'hover')
      if (found.closest('.pane')) show(cells.get(index)?.[0], root.querySelector('.side'))
      else showPlace([index])
    }
    root.addEventListener('pointerover', over)
    root.addEventListener('focusin', over)
    root.addEventListener('pointerleave', () => light([], 'hover'))
    root.addEventListener('dblclick', (event) => {
      const found = event.target.closest?.('td.fig')
      if (found) correctCell(Number(found.dataset.cell))
    })
    root.addEventListener('keydown', nb.moveInTable)
    redraw()
    nb.moves = moves
    nb.afterDraw = () => {
      if (items.length === 0) return
      const open = shown.findIndex((finding) => !nb.decisions.get(finding.f))
      focus(first === 'last' ? items.length - 1 : Math.max(0, open))
    }
    document.title = `${line.issuer ?? ''} ${line.year ?? ''} · nianbao`
    return root
  }
})()
