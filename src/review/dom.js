/** Elements out of data. Text is only ever text: nothing here takes a string for markup. */
;(() => {
  const { nb } = globalThis
  const SVG = 'http://www.w3.org/2000/svg'

  const fill = (element, props, children) => {
    for (const [key, value] of Object.entries(props ?? {})) {
      if (value === null || value === undefined || value === false) continue
      if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
      else if (key === 'value') element.value = value
      else element.setAttribute(key, value === true ? '' : String(value))
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false))
    return element
  }

  nb.h = (tag, props, ...children) => fill(document.createElement(tag), props, children)
  nb.svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children)
  nb.button = (text, onclick, props) => nb.h('button', { type: 'button', onclick, ...props }, text)

  /** Say something to those who hear the page. */
  nb.announce = (text) => {
    document.getElementById('live').textContent = text
  }

  nb.number = (value) => value.toLocaleString(nb.language === 'zh' ? 'zh-CN' : 'en-US')

  /** A dialog that is taken away when it closes. */
  nb.dialog = (title, ...children) => {
    const dialog = nb.h(
      'dialog',
      { 'aria-labelledby': 'dialog-title' },
      nb.h('h2', { id: 'dialog-title' }, title),
      ...children,
    )
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
    return dialog
  }
})()
