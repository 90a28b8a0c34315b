/** The archive at a glance: what became of the files, year by year; how complete it is; which findings there are. */
;(() => {
  const { nb } = globalThis
  const { h, t } = nb
  const stateNames = ['read', 'partial', 'failed', 'duplicate', 'not-a-report']

  const share = (part, whole) =>
    whole === 0
      ? '–'
      : part > 0 && part < whole / 1000
        ? '<0.1%'
        : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)}%`
  const link = (filter, text) => h('a', { href: `#/list?${new URLSearchParams(filter)}` }, text)

  const big = (value, label, title) =>
    h('div', { class: 'big', title }, h('b', null, nb.number(value)), h('span', null, label))

  /** A bar whose length is a share of the longest; the number stands beside it. */
  const bar = (value, most, kind) => {
    const inner = h('i', { class: `fill ${kind}` })
    inner.style.width = `${most === 0 ? 0 : Math.max(value > 0 ? 1.5 : 0, (100 * value) / most)}%`
    return h('span', { class: 'track', 'aria-hidden': 'true' }, inner)
  }

  const yearsTable = ({ years, states }) => {
    const shown = stateNames.filter((state) => states[state] > 0)
    const most = Math.max(...years.map(([, ...counts]) => counts.reduce((a, b) => a + b, 0)), 1)
    const row = ([year, ...counts]) => {
      const sum = counts.reduce((a, b) => a + b, 0)
      const stack = h('span', { class: 'track stack', 'aria-hidden': 'true' })
      for (const state of shown) {
        const count = counts[stateNames.indexOf(state)]
        if (count === 0) continue
        const part = h('i', { class: `fill s-${state}` })
        part.style.width = `${(100 * count) / most}%`
        stack.append(part)
      }
      return h(
        'tr',
        null,
        h('th', { scope: 'row' }, year === '' ? t('noYear') : link({ year }, year)),
        shown.map((state) => {
          const count = counts[stateNames.indexOf(state)]
          return h(
            'td',
            { class: 'n' },
            count === 0 ? h('span', { class: 'zero' }, '0') : link({ year: year || '?', state }, nb.number(count)),
          )
        }),
        h('td', { class: 'n' }, nb.number(sum)),
        h('td', { class: 'wide' }, stack),
      )
    }
    return h(
      'table',
      { class: 'plain' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('year')),
          shown.map((state) =>
            h(
              'th',
              { scope: 'col', class: 'n' },
              h('i', { class: `dot s-${state}`, 'aria-hidden': 'true' }),
              nb.say(nb.labels.states[state], state),
            ),
          ),
          h('th', { scope: 'col', class: 'n' }, t('total')),
          h('td', null),
        ),
      ),
      h('tbody', null, years.map(row)),
    )
  }

  const codesTable = ({ codes }) => {
    const most = Math.max(...codes.map(([, count]) => count), 1)
    const rank = ([code]) => ['error', 'warning', 'info'].indexOf(nb.labels.codes[code]?.level ?? 'info')
    const sorted = [...codes].sort((a, b) => rank(a) - rank(b) || b[1] - a[1])
    return h(
      'table',
      { class: 'plain' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('kind')),
          h('th', { scope: 'col', class: 'n' }, t('findingCount')),
          h('th', { scope: 'col', class: 'n' }, t('inReports')),
          h('td', null),
        ),
      ),
      h(
        'tbody',
        null,
        sorted.map(([code, count, reports]) => {
          const { level = 'info' } = nb.labels.codes[code] ?? {}
          return h(
            'tr',
            null,
            h(
              'th',
              { scope: 'row' },
              h('i', { class: `shape ${level}`, 'aria-hidden': 'true' }),
              link({ code }, nb.say(nb.labels.codes[code], code)),
              h('code', null, code),
            ),
            h('td', { class: 'n' }, nb.number(count)),
            h('td', { class: 'n' }, nb.number(reports)),
            h('td', { class: 'wide' }, bar(count, most, level)),
          )
        }),
      ),
    )
  }

  const completeness = ({ files, reports, tables, cells, checks, states }) => {
    const all = checks.pass + checks.fail + checks['not-assessable']
    const line = (label, part, whole, kind) =>
      h(
        'tr',
        null,
        h('th', { scope: 'row' }, label),
        h('td', { class: 'n' }, nb.number(part)),
        h('td', { class: 'n' }, share(part, whole)),
        h('td', { class: 'wide' }, bar(part, whole, kind)),
      )
    const state = (name, kind) => line(nb.say(nb.labels.cellStates[name]), cells[name], cells.cells, kind)
    const table = (key, id) =>
      key === 'statistics' && tables[key] === 0
        ? null
        : line(t('tableFound', nb.say(nb.labels.tables[id], id)), tables[key], reports, 'ok')
    return h(
      'table',
      { class: 'plain' },
      h(
        'tbody',
        null,
        line(nb.say(nb.labels.states.read), states.read, files - states.duplicate, 'ok'),
        table('t2', 'proactiveDisclosure'),
        table('t3', 'applications'),
        table('t4', 'disputes'),
        table('statistics', 'statistics'),
        state('reported', 'ok'),
        state('blank', 'dim'),
        state('filler', 'dim'),
        state('unreadable', 'warning'),
        state('absent', 'dim'),
        line(t('checksPass'), checks.pass, all, 'ok'),
        line(t('checksFail'), checks.fail, all, 'error'),
        line(t('checksOpen'), checks['not-assessable'], all, 'dim'),
      ),
    )
  }

  const failuresTable = ({ failures }) =>
    h(
      'table',
      { class: 'plain' },
      h(
        'tbody',
        null,
        failures.map(([code, count]) =>
          h(
            'tr',
            null,
            h(
              'th',
              { scope: 'row' },
              nb.say(nb.labels.codes[code] ?? nb.labels.errors[code], ''),
              h('code', null, code),
            ),
            h('td', { class: 'n' }, nb.number(count)),
          ),
        ),
      ),
    )

  const section = (title, content) => h('section', null, h('h2', null, title), h('div', { class: 'scroll' }, content))

  nb.overviewView = () => {
    const { overview } = nb
    const findings = overview.codes.reduce(
      (sum, [code, count]) => sum + (nb.labels.codes[code]?.level === 'info' ? 0 : count),
      0,
    )
    return h(
      'div',
      { class: 'overview' },
      h('h1', { class: 'unseen' }, t('overview')),
      h(
        'section',
        { class: 'bigs' },
        big(overview.files, t('files')),
        big(overview.reports, t('reportsRead')),
        big(overview.issuers, t('issuers')),
        big(overview.gaps, t('gaps'), t('gapsWhy')),
        big(findings, t('findingsAll')),
        big(nb.decisions.count(), t('decided')),
      ),
      h(
        'div',
        { class: 'column' },
        section(t('byYear'), yearsTable(overview)),
        section(t('completeness'), completeness(overview)),
      ),
      h(
        'div',
        { class: 'column' },
        section(t('byCode'), overview.codes.length === 0 ? h('p', null, t('noFindings')) : codesTable(overview)),
        overview.failures.length === 0 ? null : section(t('failures'), failuresTable(overview)),
      ),
    )
  }
})()
