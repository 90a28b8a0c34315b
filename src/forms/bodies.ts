/**
 * Which bodies can make 规章: the departments of the State Council, provinces, cities with districts and autonomous
 * prefectures (立法法). A name tells for certain only of some that they cannot; the offices and departments of a city or a
 * province draft those of its government, and are left out.
 */

const TOWNSHIP = /(?:(?:镇|乡|苏木)(?:人民政府|政府)?|街道(?:办事处)?)$/
const COUNTY = /(?:县|旗|(?<!自治|特别行政|地)区)(?:人民政府|政府)$/
/** A department below a county or a district: 云岭县财政局. */
const DEPARTMENT = /(?:县|旗|(?<!自治|特别行政|地|开发|园|景)区)\p{Script=Han}{1,20}(?:局|委员会|中心|大队)$/u
const CENTRAL = /^(?:国家|国务院|中国|中华人民共和国)|总局|总署/

/** True where a body cannot make 规章, as far as its name says so for certain. */
export function makesNoRules(name: string): boolean {
  return !CENTRAL.test(name) && (TOWNSHIP.test(name) || COUNTY.test(name) || DEPARTMENT.test(name))
}
