/**
 * Which bodies can make 规章 (立法法): the State Council's departments, provinces, cities with districts, autonomous
 * prefectures. A name tells for certain only of some that they cannot.
 */

/** Names that begin with a place below which no body makes 规章, or end in a body that never does. */
const LOCAL = /[省市县区旗州]/
const TOWNSHIP = /(?:(?:镇|乡)(?:人民政府|政府)?|街道(?:办事处)?|苏木(?:人民政府)?)$/
const COUNTY =
  /(?<!自治)(?:县|旗)(?:人民政府|政府)$|自治(?:县|旗)(?:人民政府|政府)$|(?<!自治|特别行政)区(?:人民政府|政府)$/
const DEPARTMENT = /(?:局|委员会|厅|中心|大队|支队|管委会)$/
const CENTRAL = /^(?:国家|国务院|中国|中华人民共和国|海关总署)|总局|总署/

/** True where a body cannot make 规章, as far as its name says so for certain. */
export function makesNoRules(name: string): boolean {
  if (CENTRAL.test(name)) return false
  if (TOWNSHIP.test(name) || COUNTY.test(name)) return true
  // A department of a place: 云岭市财政局. Without the place it may be one of the State Council.
  return DEPARTMENT.test(name) && LOCAL.test(name.slice(0, -2))
}
