/**
 * Names of the columns of the panel: ASCII, at most 32 characters (the limit of Stata), stable. One table of words for
 * every kind of id; a name is `t3_row_column` of them. `docs/codebook.md` lists them all beside the ids of docs/cells.md.
 */

const rows: Readonly<Record<string, string>> = {
  received: 'new',
  broughtForward: 'carried_in',
  grantedInFull: 'granted',
  grantedInPart: 'partial',
  'withheld.stateSecrets': 'wh_secret',
  'withheld.prohibitedByLaw': 'wh_law',
  'withheld.securityAndStability': 'wh_security',
  'withheld.thirdPartyRights': 'wh_thirdparty',
  'withheld.internalAffairs': 'wh_internal',
  'withheld.deliberativeProcess': 'wh_process',
  'withheld.enforcementFiles': 'wh_enforcement',
  'withheld.administrativeInquiries': 'wh_inquiry',
  'unableToProvide.notHeld': 'un_notheld',
  'unableToProvide.requiresCreation': 'un_create',
  'unableToProvide.stillUnclear': 'un_unclear',
  'notProcessed.petitions': 'np_petition',
  'notProcessed.repeated': 'np_repeat',
  'notProcessed.publications': 'np_publication',
  'notProcessed.excessive': 'np_excessive',
  'notProcessed.reconfirmation': 'np_reconfirm',
  otherHandling: 'oth',
  'otherHandling.notCorrected': 'oth_uncorrected',
  'otherHandling.feeUnpaid': 'oth_feeunpaid',
  'otherHandling.other': 'oth_other',
  totalProcessed: 'processed',
  carriedForward: 'carried_out',
  reconsideration: 'rec',
  'litigation.direct': 'lit_direct',
  'litigation.afterReconsideration': 'lit_afterrec',
  governmentRules: 'rules',
  normativeDocuments: 'normdocs',
  licensing: 'licensing',
  otherServices: 'services',
  penalties: 'penalties',
  coerciveMeasures: 'coercive',
  fees: 'fees',
  procurement: 'procurement',
}

const columns: Readonly<Record<string, string>> = {
  naturalPerson: 'person',
  business: 'business',
  researchInstitution: 'research',
  publicInterestOrganization: 'charity',
  legalServiceOrganization: 'legal',
  otherOrganization: 'otherorg',
  total: 'total',
  upheld: 'upheld',
  corrected: 'corrected',
  otherOutcome: 'otheroutcome',
  pending: 'pending',
  issued: 'issued',
  repealed: 'repealed',
  inForce: 'inforce',
  decisions: 'decisions',
  amount: 'amount',
  produced: 'produced',
  disclosed: 'disclosed',
  totalDisclosed: 'totaldisclosed',
  previousItems: 'previtems',
  change: 'change',
  projects: 'projects',
}

const prefixes: Readonly<Record<string, string>> = { proactiveDisclosure: 't2', applications: 't3', disputes: 't4' }

/** Indicators whose own name in this style would be longer than 32 characters. */
const indicatorNames: Readonly<Record<string, string>> = {
  proactiveNormativeDocuments: 'proactive_normdocs',
  normativeDocumentsIssuedAll: 'normdocs_issued_all',
  pressConferencesByPrincipal: 'press_by_principal',
  onlineInterviewsByPrincipal: 'interviews_by_principal',
  refusedG2NotGovernmentInformation: 'refused_g2_not_gov_info',
}

/** The name of a cell of the forms since 2019 in the panel. Throws for an id that has no word. */
export function panelName(table: string, row: string, column: string): string {
  const name = [prefixes[table], rows[row], columns[column]]
  if (name.includes(undefined)) throw new RangeError(`no word for ${table}.${row}.${column}`)
  return name.join('_')
}

/** The name of an indicator of the statistics tables before 2019. */
export const indicatorName = (id: string): string =>
  `st_${indicatorNames[id] ?? id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
