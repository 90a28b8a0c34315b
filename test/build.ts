import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url))

function filesOf(folder: string): string[] {
  if (!existsSync(path(folder))) return []
  return readdirSync(path(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(path(`${folder}/${name}`)).isFile())
}

/** The command and the package are tested as they are published: compiled, and with nothing of an older build. */
export function setup(): void {
  const sources = filesOf('src')
  // The review site is copied as it is.
  const compiled = new Set(
    sources.flatMap((name) =>
      name.endsWith('.ts') ? [name.replace(/\.ts$/, '.js'), name.replace(/\.ts$/, '.d.ts')] : [name],
    ),
  )
  for (const name of filesOf('dist')) if (!compiled.has(name)) rmSync(path(`dist/${name}`))
  const built = existsSync(path('dist/index.js')) ? statSync(path('dist/index.js')).mtimeMs : 0
  const inputs = [...sources.map((name) => `src/${name}`), 'tsconfig.json', 'package.json']
  const missing = [...compiled].some((name) => !existsSync(path(`dist/${name}`)))
  if (!missing && inputs.every((name) => statSync(path(name)).mtimeMs < built)) return
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.json')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  cpSync(path('src/review'), path('dist/review'), { recursive: true })
}
