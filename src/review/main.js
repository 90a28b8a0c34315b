/** Addresses, keys and the bar on top. */
;(() => {
  const { nb } = globalThis
  const { h, t, button } = nb
  const view = document.getElementById('view')
  let drawn = 0

  const render = async () => {
    const turn = ++drawn
    const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?')
    const [name = '', id = ''] = path.split('/')
    // Outside of a report the keys lead into the first one.
    nb.moves = name === 'report' ? {} : { j: () => nb.begin(true), n: () => nb.begin(false) }
    nb.afterDraw = null
    document.title = 'nianbao'
    document.documentElement.lang = nb.language === 'zh' ? 'zh-CN' : 'en'
    bar(name)
    if (!nb.overview) {
      view.replaceChildren(h('p', { class: 'none' }, t('missing')))
      return
    }
    if (name === 'report') {
      if (!view.querySelector('.report')) view.replaceChildren(h('p', { class: 'none' }, t('loading')))
      const shown = await nb.reportView(id, query)
      if (turn === drawn) view.replaceChildren(shown)
    } else view.replaceChildren(name === 'list' ? nb.listView(new URLSearchParams(query)) : nb.overviewView())
    if (turn !== drawn) return
    window.scrollTo(0, 0)
    nb.afterDraw?.()
  }

  const themes = ['', 'light', 'dark']
  const setTheme = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme
    else delete document.documentElement.dataset.theme
    try {
      localStorage.setItem('nianbao.theme', theme)
    } catch {
      // It holds as long as the page is open.
    }
  }

  const bar = (name) => {
    const link = (to, address, label) => h('a', { href: address, 'aria-current': name === to ? 'page' : null }, label)
    document.getElementById('skip').textContent = t('skip')
    document
      .getElementById('nav')
      .replaceChildren(link('', '#/', t('overview')), link('list', nb.listAddress ?? '#/list', t('reports')))
    const theme = document.documentElement.dataset.theme ?? ''
    const label = { '': 'themeAuto', light: 'themeLight', dark: 'themeDark' }[theme]
    document.getElementById('tools').replaceChildren(
      button(`${t('decisions')} ${nb.decisions.count()}`, nb.decisionsDialog, {
        id: 'decisions',
        class: nb.decisions.isKept() ? '' : 'warn',
      }),
      button(t(label), () => {
        setTheme(themes[(themes.indexOf(theme) + 1) % themes.length])
        bar(name)
      }),
      button(
        t('language'),
        () => {
          nb.setLanguage(nb.language === 'zh' ? 'en' : 'zh')
          render()
        },
        { lang: nb.language === 'zh' ? 'en' : 'zh-CN' },
      ),
      button('?', help, { 'aria-label': t('help'), 'aria-keyshortcuts': '?' }),
    )
  }

  const help = () => {
    const keys = [
      ['j', 'keyJ'],
      ['k', 'keyK'],
      ['c', 'keyC'],
      ['d', 'keyD'],
      ['e', 'keyE'],
      ['u', 'keyU'],
      ['n / p', 'keyN'],
      ['/', 'keySlash'],
      ['?', 'keyHelp'],
    ]
    const dialog = nb.dialog(
      t('help'),
      h(
        'dl',
        { class: 'keys' },
        keys.map(([key, label]) => [h('dt', null, h('kbd', null, key)), h('dd', null, t(label))]),
      ),
      button(t('close'), () => dialog.close()),
    )
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (document.querySelector('dialog[open]')) return
    if (event.target.closest?.('input, select, textarea')) {
      if (event.key === 'Escape') event.target.blur()
      return
    }
    if (event.key === '?') {
      event.preventDefault()
      help()
    } else if (event.key === '/') {
      event.preventDefault()
      const search = document.getElementById('search')
      if (search) search.focus()
      else {
        location.hash = nb.listAddress ?? '#/list'
        setTimeout(() => document.getElementById('search')?.focus(), 50)
      }
    } else {
      const move = Object.hasOwn(nb.moves, event.key) ? nb.moves[event.key] : null
      if (!move) return
      event.preventDefault()
      move()
    }
  })
  nb.decisions.onchange(() => {
    const shown = document.getElementById('decisions')
    if (shown) shown.textContent = `${t('decisions')} ${nb.decisions.count()}`
  })
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault()
    view.focus()
  })
  window.addEventListener('hashchange', render)
  render()
})()
