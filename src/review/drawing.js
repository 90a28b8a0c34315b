/** The input beside its tables: pages drawn of their text and lines, or the text with its tables. */
;(() => {
  const { nb } = globalThis
  const { h, svg, t } = nb

  /** A box of the page as it is displayed, on the page as it was turned to be read. */
  const turned = ({ t: turn, w, h: height }, [x0, top, x1, bottom]) => {
    // w and h are those of the turned page.
    if (turn === 90) return [w - bottom, x0, w - top, x1]
    if (turn === 180) return [w - x1, height - bottom, w - x0, height - top]
    if (turn === 270) return [top, height - x1, bottom, height - x0]
    return [x0, top, x1, bottom]
  }

  const drawPage = (page, shelf, marks, onmark) => {
    const frames = new Map(page.f.map(([x0, top, ...box]) => [`${x0} ${top}`, box]))
    const picture = svg(
      'svg',
      { viewBox: `0 0 ${page.w} ${page.h}`, class: 'paper', 'aria-hidden': 'true' },
      page.p
        ? svg('image', {
            href: `data/drawings/${shelf}/${page.p}`,
            width: page.w,
            height: page.h,
            preserveAspectRatio: 'none',
          })
        : null,
      page.i.map(([x0, top, x1, bottom]) =>
        svg('rect', { class: 'image', x: x0, y: top, width: x1 - x0, height: bottom - top }),
      ),
      page.l.map(([x1, y1, x2, y2]) => svg('line', { x1, y1, x2, y2 })),
      page.r.map(([x0, top, x1, bottom, size, text, vertical]) =>
        vertical
          ? svg('text', { 'writing-mode': 'vertical-rl', x: (x0 + x1) / 2, y: top, 'font-size': size }, text)
          : svg(
              'text',
              {
                x: x0,
                y: bottom - size * 0.14,
                'font-size': size,
                textLength: x1 - x0 > 0 ? x1 - x0 : null,
                lengthAdjust: 'spacingAndGlyphs',
              },
              text,
            ),
      ),
    )
    for (const { cell, index, kinds } of marks) {
      const [, ...place] = cell.b
      const box = turned(
        page,
        frames.get(`${place[0]} ${place[1]}`) ?? [place[0] - 2, place[1] - 2, place[2] + 2, place[3] + 2],
      )
      const rect = svg('rect', {
        class: `spot ${kinds}`,
        x: box[0],
        y: box[1],
        width: Math.max(4, box[2] - box[0]),
        height: Math.max(4, box[3] - box[1]),
        'data-cell': index,
      })
      onmark(rect, index)
      picture.append(rect)
    }
    return h('figure', { 'data-page': page.n }, h('figcaption', null, t('page', page.n)), picture)
  }

  const drawText = (blocks, marks, onmark) => {
    const places = new Map(marks.filter(({ cell }) => cell.l).map((mark) => [mark.cell.l.join(' '), mark]))
    return blocks.map((block) => {
      if (typeof block === 'string') return h('p', null, block)
      const rows = Array.from({ length: block.rows }, () => h('tr', null))
      for (const [row, , rowspan, colspan, text, line, offset] of block.cells) {
        const cell = h('td', { rowspan: rowspan > 1 ? rowspan : null, colspan: colspan > 1 ? colspan : null }, text)
        const mark = line === undefined ? undefined : places.get(`${line} ${offset}`)
        if (mark) {
          cell.className = `spot ${mark.kinds}`
          cell.dataset.cell = String(mark.index)
          onmark(cell, mark.index)
        }
        rows[row]?.append(cell)
      }
      return h('table', { class: 'raw' }, rows)
    })
  }

  /**
   * @param drawing The drawing, or null where there is none.
   * @param id Of the drawing: where its pictures stand.
   * @param marks Cells with their index and the classes of their state.
   * @param onmark Called with every element that is the place of a cell.
   */
  nb.drawingOf = (drawing, id, marks, onmark) => {
    if (!drawing) return [h('p', { class: 'none' }, t('noDrawing'))]
    const byPage = new Map()
    for (const mark of marks) {
      if (!mark.cell.b) continue
      const own = byPage.get(mark.cell.b[0]) ?? []
      own.push(mark)
      byPage.set(mark.cell.b[0], own)
    }
    return [
      drawing.pages.map((page) => drawPage(page, id.slice(0, 2), byPage.get(page.n) ?? [], onmark)),
      drawing.blocks.length > 0 ? h('div', { class: 'paper text' }, drawText(drawing.blocks, marks, onmark)) : null,
      drawing.pages.some(({ p }) => !p) ? h('p', { class: 'none' }, t('drawnNote')) : null,
      drawing.more > 0 ? h('p', { class: 'none' }, t('morePages', drawing.more)) : null,
    ]
  }
})()
