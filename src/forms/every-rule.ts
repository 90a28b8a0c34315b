import { plausibleRules } from './plausible.js'
import { type Rule, rules } from './rules.js'
import { statisticsRules } from './statistics-rules.js'

/** Every rule that is data: those of the forms since 2019, of the older tables, and those that hold as a rule only. */
export const everyRule: readonly Rule[] = [...rules, ...statisticsRules, ...plausibleRules]
