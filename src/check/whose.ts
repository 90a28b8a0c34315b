/** Whether a stated figure is of the body whose tables the report prints. */

/** `same`: of the body that reports. `other`: of another, or of another time. `unsure`: the words may mean either. */
export type Whose = 'same' | 'other' | 'unsure'

/** Levels of government that 全市 and its like name, by the ends of the names of bodies. */
const LEVELS: readonly (readonly [word: string, name: RegExp])[] = [
  ['省', /(?:省|自治区)$/],
  ['市', /市$/],
  ['州', /(?:自治州|州)$/],
  ['盟', /盟$/],
  ['区', /(?:区|新区|开发区|实验区|园区)$/],
  ['县', /县$/],
  ['旗', /旗$/],
  ['镇', /镇$/],
  ['乡', /乡$/],
]

/** Of a part of the year, of several years, or without some of the requests: never what the table counts. */
export const isAside = (scope: string): boolean =>
  /季度|半年|历年|以来|期间|月份?$|近[三五]年|累计|^(?:不含|不包[含括]|未含|未包[含括]|不计|剔除|扣除)/.test(scope)

/** Read the words of scope of a statement against the name of the body; null for no words. */
export function whoseIs(scope: string | null, issuer: string | null): Whose {
  if (scope === null) return 'same'
  if (isAside(scope)) return 'other'
  if (/本级/.test(scope)) return 'unsure'
  if (/^[我本]/.test(scope)) return 'same'
  if (issuer === null) return 'unsure'
  const body = issuer.replace(/(?:人民政府|政府|党工委管委会|管理委员会|管委会|党工委)$/, '')
  const isGovernment = body !== issuer || LEVELS.some(([, name]) => name.test(issuer))
  const level = /^全([省市州盟区县旗镇乡])/.exec(scope)?.[1]
  if (level !== undefined) {
    if (!isGovernment) return 'unsure'
    const own = LEVELS.find(([word]) => word === level)
    return own?.[1].test(body) ? 'same' : 'other'
  }
  if (/^(?:全|各)/.test(scope)) return 'unsure'
  if (/政府办/.test(scope)) return /办公/.test(issuer) ? 'same' : 'unsure'
  if (/政府/.test(scope)) return 'unsure'
  // A body by its name: that of the report, or a part of it.
  const name = scope.replace(/^[省市区县州旗]/, '')
  return issuer.endsWith(name) ? 'same' : 'other'
}
