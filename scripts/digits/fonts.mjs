/**
 * The fonts that figures are drawn in, by package of Debian. Government reports are set in SimSun, FangSong, KaiTi,
 * SimHei, DengXian, Microsoft YaHei, Calibri, Arial and Times New Roman, none of which is free: their nearest free
 * relations are listed several times over, so that they are drawn more often.
 *
 * Whole families are held out: the reader has never seen a stroke of what it is measured on.
 */
import { existsSync } from 'node:fs'

const root = '/usr/share/fonts/'
const list = (folder, names) => names.split(' ').map((name) => `${root}${folder}/${name}`)

/** Families for training, each with how often it counts. */
const training = [
  // Song and Ming faces.
  [6, list('truetype/arphic-gbsn00lp', 'gbsn00lp.ttf')],
  [3, list('truetype/arphic-bsmi00lp', 'bsmi00lp.ttf')],
  [5, list('truetype/cns11643', 'TW-Sung-98_1.ttf')],
  [4, list('truetype/cwtex', 'cwming.ttf')],
  [4, list('opentype/noto', 'NotoSerifCJK-Regular.ttc NotoSerifCJK-Bold.ttc')],
  [2, list('opentype/ipafont-mincho', 'ipam.ttf ipamp.ttf')],
  [2, list('truetype/horai-umefont', 'ume-tmo3.ttf ume-pmo3.ttf ume-tms3.ttf')],
  [2, list('truetype/baekmuk', 'batang.ttf')],
  // Fangsong and Kai faces.
  [6, list('truetype/cwtex', 'cwfs.ttf')],
  [3, list('truetype/cwtex', 'cwkai.ttf')],
  [4, list('truetype/arphic', 'ukai.ttc')],
  [3, list('truetype/cns11643', 'TW-Kai-98_1.ttf')],
  [3, list('truetype/lxgw-wenkai', 'LXGWWenKai-Regular.ttf LXGWWenKai-Light.ttf LXGWWenKaiMono-Regular.ttf')],
  // Hei faces.
  [3, list('truetype/wqy', 'wqy-zenhei.ttc')],
  [2, list('truetype/wqy', 'wqy-microhei.ttc')],
  [2, list('truetype/cwtex', 'cwheib.ttf')],
  [2, list('opentype/ipafont-gothic', 'ipag.ttf ipagp.ttf')],
  [1, list('truetype/horai-umefont', 'ume-tgo4.ttf ume-pgo4.ttf ume-ugo4.ttf ume-hgo4.ttf')],
  [1, list('truetype/baekmuk', 'dotum.ttf gulim.ttf')],
  [1, list('opentype/mplus', 'Mplus1-Regular.otf Mplus1-Bold.otf Mplus2-Regular.otf Mplus1-Light.otf')],
  [1, list('truetype/droid', 'DroidSansFallbackFull.ttf')],
  // Times, Arial, Calibri, Cambria and their relations.
  [6, list('truetype/liberation2', 'LiberationSerif-Regular.ttf LiberationSerif-Bold.ttf')],
  [4, list('opentype/freefont', 'FreeSerif.otf FreeSerifBold.otf')],
  [3, list('opentype/stix-word', 'STIX-Regular.otf STIX-Bold.otf')],
  [4, list('truetype/liberation2', 'LiberationSans-Regular.ttf LiberationSans-Bold.ttf')],
  [2, list('opentype/freefont', 'FreeSans.otf FreeSansBold.otf')],
  [2, list('truetype/arkpandora', 'Aerial.ttf Tymes.ttf Veranda.ttf')],
  [3, list('truetype/crosextra', 'Caladea-Regular.ttf Caladea-Bold.ttf')],
  [3, list('truetype/lato', 'Lato-Regular.ttf Lato-Bold.ttf Lato-Light.ttf')],
  [2, list('truetype/dejavu', 'DejaVuSans.ttf DejaVuSerif.ttf DejaVuSansCondensed.ttf')],
  [2, list('truetype/liberation', 'LiberationSansNarrow-Regular.ttf')],
  [1, list('truetype/liberation2', 'LiberationMono-Regular.ttf LiberationSerif-Italic.ttf LiberationSans-Italic.ttf')],
  [1, list('opentype/urw-base35', 'P052-Roman.otf C059-Roman.otf URWBookman-Light.otf URWGothic-Book.otf')],
  [1, list('truetype/cmu', 'cmunrm.ttf cmunss.ttf cmuntt.ttf cmunbx.ttf')],
  [1, list('opentype/linux-libertine', 'LinLibertine_R.otf LinBiolinum_R.otf')],
  [1, list('opentype/courier-prime', 'Courier|Prime.otf').map((path) => path.replace('|', ' '))],
]

/** Families nothing was learned from: one of each kind. */
const heldOut = [
  [4, list('truetype/arphic', 'uming.ttc')],
  [2, list('opentype/ipaexfont-mincho', 'ipaexm.ttf')],
  [2, list('truetype/arphic-gkai00mp', 'gkai00mp.ttf')],
  [3, list('opentype/noto', 'NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc')],
  [3, list('truetype/crosextra', 'Carlito-Regular.ttf Carlito-Bold.ttf')],
  [3, list('truetype/croscore', 'Tinos-Regular.ttf Tinos-Bold.ttf')],
  [2, list('truetype/croscore', 'Arimo-Regular.ttf')],
  [1, list('truetype/gentium', 'Gentium-R.ttf')],
  [1, list('truetype/open-sans', 'OpenSans-Regular.ttf')],
]

const spread = (families) => families.flatMap(([times, paths]) => Array.from({ length: times }, () => paths))

/** @returns Families as lists of files, repeated by their weight. Throws where a file is not installed. */
export function families(set) {
  const chosen = spread(set === 'training' ? training : heldOut)
  const missing = [...new Set(chosen.flat())].filter((path) => !existsSync(path))
  if (missing.length > 0) throw new Error(`fonts are missing (scripts/digits/README.md): ${missing.join(' ')}`)
  return chosen
}
