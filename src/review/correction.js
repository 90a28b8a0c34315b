/** The dialog in which a reader says what a cell should be. */
;(() => {
  const { nb } = globalThis
  const { h, t, button } = nb

  /**
   * @param choices Indices of the cells that may be meant; `chosen` is the one that is shown first.
   * @param suspects Cells and the values that would fit.
   * @param old The decision that stands, or null.
   * @param save Called with the index, the value (null for no figure) and the note.
   */
  nb.askValue = (report, choices, chosen, suspects, old, save) => {
    const title = (index) =>
      `${nb.cellTitle(report.tables, report.cells[index])} (${t('printedAs', nb.printed(report.cells[index]) || '∅')})`
    // What arithmetic suggests is said, and never filled in: the reader looks at the page.
    const hint = h('p', { class: 'none' })
    const given = old?.corrections[0]
    const choose = (index) => {
      const fits = suspects.find(([one, value]) => one === index && value !== null)
      hint.textContent = fits ? t('suspectFits', fits[1]) : ''
      input.value = given && given.cell === report.cells[index].n ? (given.value ?? '') : (report.cells[index].v ?? '')
    }
    const which = h(
      'select',
      { onchange: (event) => choose(Number(event.currentTarget.value)) },
      choices.map((index) => h('option', { value: index, selected: index === chosen }, title(index))),
    )
    const input = h('input', { inputmode: 'decimal', autocomplete: 'off' })
    const note = h('input', { value: old?.note ?? '' })
    const error = h('p', { class: 'warn', role: 'alert' })
    const form = h(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault()
          const text = input.value.trim()
          const number = text === '' ? null : Number(text.replace(/[,，]/g, ''))
          if (number !== null && !Number.isFinite(number)) {
            error.textContent = t('notNumber')
            input.focus()
            return
          }
          dialog.close()
          save(Number(which.value), number, note.value.trim())
        },
      },
      choices.length > 1 ? h('label', null, t('cell'), which) : h('p', null, title(chosen)),
      h('label', null, t('value'), input),
      hint,
      h('label', null, t('note'), note),
      error,
      h('p', { class: 'none' }, t('correctWhy')),
      h(
        'div',
        { class: 'row' },
        h('button', { type: 'submit', class: 'main' }, t('save')),
        button(t('cancel'), () => dialog.close()),
      ),
    )
    choose(chosen)
    const dialog = nb.dialog(t('correct'), form)
    input.focus()
    input.select()
  }
})()
