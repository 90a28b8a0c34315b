/**
 * The six parts of a report, by the words of their headings. Numerals do not count: they restart, change and are lost.
 * Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号 for the first label of each; the others are in use.
 */

export interface SectionDef {
  readonly id: string
  readonly labels: readonly string[]
  /** A heading with all words of one of these lists is this section, whatever else it says. */
  readonly words: readonly (readonly string[])[]
  readonly gloss: string
}

export const sections: readonly SectionDef[] = [
  {
    id: 'overview',
    labels: [
      '总体情况',
      '总体概述',
      '总体工作情况',
      '概述',
      '基本情况',
      '基本概况',
      '工作概述',
      '主要工作概述',
      '政府信息公开工作的基本情况',
      '政府信息公开总体工作情况',
    ],
    words: [['总体情况'], ['基本情况'], ['概述'], ['总体工作'], ['基本概况']],
    gloss: 'overview',
  },
  {
    id: 'proactiveDisclosure',
    labels: [
      '主动公开政府信息情况',
      '行政机关主动公开政府信息情况',
      '主动公开情况',
      '主动公开政府信息的情况',
      '政府信息主动公开情况',
      '主动公开工作情况',
    ],
    words: [['主动公开', '情况']],
    gloss: 'proactive disclosure',
  },
  {
    id: 'applications',
    labels: [
      '收到和处理政府信息公开申请情况',
      '行政机关收到和处理政府信息公开申请情况',
      '依申请公开政府信息情况',
      '政府信息依申请公开工作情况',
      '依申请公开情况',
      '政府信息公开申请情况',
      '依申请公开政府信息和不予公开政府信息的情况',
    ],
    words: [['申请', '公开', '情况'], ['收到和处理']],
    gloss: 'requests',
  },
  {
    id: 'disputes',
    labels: [
      '政府信息公开行政复议、行政诉讼情况',
      '因政府信息公开工作被申请行政复议、提起行政诉讼情况',
      '因政府信息公开申请行政复议、提起行政诉讼的情况',
      '申请行政复议、提起行政诉讼和申诉的情况',
      '行政复议、行政诉讼情况',
      '复议、诉讼情况',
    ],
    words: [['复议', '诉讼']],
    gloss: 'reviews and lawsuits',
  },
  {
    id: 'problems',
    labels: [
      '存在的主要问题及改进情况',
      '政府信息公开工作存在的主要问题及改进情况',
      '存在问题及改进情况',
      '存在的主要问题及整改措施',
      '主要问题和改进措施',
      '存在的主要问题和下一步工作计划',
      '存在的问题及工作打算',
    ],
    words: [['问题', '改进'], ['问题', '措施'], ['问题', '打算'], ['问题', '整改'], ['主要问题']],
    gloss: 'problems and improvements',
  },
  {
    id: 'other',
    labels: [
      '其他需要报告的事项',
      '其它需要报告的事项',
      '其他报告事项',
      '需要报告的其他事项',
      '其他事项',
      '需要说明的其他事项',
    ],
    words: [['其他', '事项'], ['其它', '事项'], ['需要报告'], ['需要说明的事项']],
    gloss: 'other matters',
  },
]

/** Sections that every report of the forms since 2019 has. */
export const requiredSections: readonly string[] = sections.map(({ id }) => id)
