/** The words of the site. Sentences on findings come with the data, in both languages. */
;(() => {
  const { nb } = globalThis
  const strings = {
    skip: ['跳到正文', 'Skip to the content'],
    overview: ['总览', 'Overview'],
    reports: ['报告', 'Reports'],
    decisions: ['判定', 'Decisions'],
    language: ['English', '中文'],
    themeAuto: ['外观：自动', 'Theme: auto'],
    themeLight: ['外观：浅色', 'Theme: light'],
    themeDark: ['外观：深色', 'Theme: dark'],
    help: ['快捷键', 'Keys'],
    files: ['文件', 'files'],
    reportsRead: ['份报告', 'reports'],
    issuers: ['个机关', 'issuers'],
    gaps: ['个年度缺报告', 'years without a report'],
    gapsWhy: ['某机关首末两份报告之间没有报告的年度', 'between the first and the last report of an issuer'],
    findingsAll: ['个问题', 'findings'],
    completeness: ['完整程度', 'Completeness'],
    byYear: ['各年度读取情况', 'Years and what became of the files'],
    byCode: ['问题种类', 'Findings by kind'],
    failures: ['未读原因', 'Why files were not read'],
    year: ['年度', 'Year'],
    noYear: ['未知', 'unknown'],
    total: ['合计', 'Total'],
    state: ['结果', 'State'],
    issuer: ['发布机关', 'Issuer'],
    file: ['文件', 'File'],
    errors: ['错误', 'Errors'],
    warnings: ['警告', 'Warnings'],
    doubts: ['存疑', 'Doubtful'],
    figures: ['数字', 'Figures'],
    decided: ['已判定', 'decided'],
    search: ['搜索机关、标题或文件名', 'Search issuer, title or file'],
    anyYear: ['全部年度', 'All years'],
    anyState: ['全部结果', 'All states'],
    anyCode: ['全部问题种类', 'All kinds of findings'],
    onlyOpen: ['只看未判定', 'Undecided only'],
    shown: ['显示 {0} / {1}', '{0} of {1} shown'],
    nothing: ['没有符合条件的报告。', 'No report fits.'],
    loading: ['正在载入……', 'Loading…'],
    missing: ['找不到这份报告的数据。', 'The data of this report are missing.'],
    previous: ['上一份', 'Previous'],
    next: ['下一份', 'Next'],
    back: ['返回列表', 'Back to the list'],
    findings: ['问题', 'Findings'],
    tables: ['表格', 'Tables'],
    page: ['第 {0} 页', 'Page {0}'],
    pages: ['原件', 'Printed page'],
    noDrawing: ['没有原件图像：导出时未提供原文件。', 'No picture: the export was made without the file at hand.'],
    morePages: ['另有 {0} 页未画出。', '{0} more pages are not drawn.'],
    drawnNote: ['按文件中的文字与线条绘出，不是照片。', 'Drawn from the text and lines of the file; no photograph.'],
    noFindings: ['没有问题。', 'No findings.'],
    infos: ['另有 {0} 条说明', '{0} more notes'],
    confirm: ['属实', 'Confirm'],
    dismiss: ['不成立', 'Dismiss'],
    correct: ['更正', 'Correct'],
    undo: ['撤销', 'Undo'],
    confirmed: ['属实', 'confirmed'],
    dismissed: ['不成立', 'dismissed'],
    corrected: ['已更正', 'corrected'],
    suspect: ['疑点', 'suspect'],
    suspectFits: ['若为 {0} 则相符', '{0} would fit'],
    cell: ['单元格', 'Cell'],
    value: ['正确值（留空表示无数字）', 'Right value (empty for no figure)'],
    note: ['备注', 'Note'],
    save: ['保存', 'Save'],
    cancel: ['取消', 'Cancel'],
    close: ['关闭', 'Close'],
    printedAs: ['印作 {0}', 'printed as {0}'],
    correctWhy: [
      '更正值与原印数字并列导出，不会覆盖原数字。',
      'The correction is exported beside the printed figure, never over it.',
    ],
    notNumber: ['请填数字。', 'Please give a number.'],
    exportTitle: ['导出判定', 'Export decisions'],
    exportWhy: [
      '保存为 decisions.json，放进输出文件夹，下次运行时会并入导出文件。',
      'Save as decisions.json in the output folder: the next run takes it into the exports.',
    ],
    download: ['下载 decisions.json', 'Download decisions.json'],
    copy: ['复制', 'Copy'],
    copied: ['已复制', 'Copied'],
    importTitle: ['导入判定', 'Import decisions'],
    importWhy: [
      '选择文件，或把 decisions.json 的内容粘贴在此。',
      'Choose a file, or paste the text of a decisions.json here.',
    ],
    import: ['导入', 'Import'],
    imported: ['已导入 {0} 条', '{0} imported'],
    badImport: ['这不是 decisions.json：{0}', 'This is no decisions.json: {0}'],
    count: ['共 {0} 条判定', '{0} decisions'],
    lost: [
      '浏览器不为此页保存数据：离开前请导出。',
      'The browser keeps nothing for this page: export before you leave.',
    ],
    keyJ: ['下一个问题（到末尾则下一份报告）', 'next finding, then the next report'],
    keyK: ['上一个问题', 'previous finding'],
    keyC: ['判为属实', 'confirm'],
    keyD: ['判为不成立', 'dismiss'],
    keyE: ['更正数值', 'correct a figure'],
    keyU: ['撤销判定', 'undo the decision'],
    keyN: ['下一份 / 上一份报告', 'next / previous report'],
    keySlash: ['搜索', 'search'],
    keyHelp: ['显示快捷键', 'show the keys'],
    states: ['读取结果', 'States'],
    legend: ['图例', 'Legend'],
    markError: ['错误', 'error'],
    markWarning: ['警告', 'warning'],
    markDoubt: ['存疑或看不清', 'doubtful or unreadable'],
    markAbsent: ['没有该单元格', 'no such cell'],
    markDecided: ['已判定', 'decided'],
    scope: ['范围', 'scope'],
    form: ['版式', 'form'],
    copyOf: ['与 {0} 相同', 'same bytes as {0}'],
    tableFound: ['有{0}的报告', 'reports with {0}'],
    cells: ['单元格', 'cells'],
    checksPass: ['勾稽相符', 'relations hold'],
    checksFail: ['勾稽不符', 'relations violated'],
    checksOpen: ['无法判断', 'not assessable'],
    inReports: ['报告数', 'Reports'],
    findingCount: ['个数', 'Findings'],
    kind: ['种类', 'Kind'],
    share: ['占比', 'Share'],
    reading: ['判读：', 'cause: '],
    printHint: ['打印', 'Print'],
    row: ['项目', 'Item'],
    text: ['原文', 'Text'],
    confidence: ['可信度 {0}', 'confidence {0}'],
  }

  let language = null
  try {
    language = localStorage.getItem('nianbao.language')
  } catch {
    // Nothing is kept: the language of the browser then.
  }
  nb.language = language === 'zh' || language === 'en' ? language : /^zh/i.test(navigator.language) ? 'zh' : 'en'

  /** The words for a key in the language of the reader, with what belongs in their places. */
  nb.t = (key, ...values) => {
    const words = strings[key]?.[nb.language === 'zh' ? 0 : 1] ?? key
    return words.replace(/\{(\d)\}/g, (_, i) => String(values[i] ?? ''))
  }
  /** The words of an entry `{ zh, en }` of the data. */
  nb.say = (entry, otherwise = '') => entry?.[nb.language] ?? otherwise

  nb.setLanguage = (next) => {
    nb.language = next
    try {
      localStorage.setItem('nianbao.language', next)
    } catch {
      // It holds as long as the page is open.
    }
  }
})()
