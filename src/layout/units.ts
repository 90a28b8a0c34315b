import { squeeze } from '../text/normalize.js'

const UNIT = /^(?:件|条|项|个|次|宗|起|篇|人|份|万?元|亿元)$/

/** True for the text of a unit alone, which had no room beside its figure. */
export const isUnit = (text: string): boolean => UNIT.test(squeeze(text))
