import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeArchive, outputsOf } from '../helpers/archive.js'
import { nianbao, shell, temporary } from '../helpers/command.js'

/** The recipes run as they are printed, with folders of their own and what the cluster would say. */
const text = readFileSync('docs/recipes.md', 'utf8')
const folder = temporary()
const plain = join(folder, 'plain')

beforeAll(async () => {
  makeArchive(join(folder, 'reports'), 2)
  expect((await nianbao(['run', join(folder, 'reports'), '-o', plain])).code).toBe(1)
})

const block = (name: string): string => new RegExp(`\`\`\`sh ${name}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? ''
const local = (script: string, name: string): string =>
  script.replaceAll('/data/reports', join(folder, 'reports')).replaceAll('/data/', `${join(folder, name)}/`)

describe.runIf(process.platform !== 'win32')('recipes', { timeout: 120_000 }, () => {
  test('Slurm', async () => {
    for (const task of ['1', '2', '3']) {
      const env = { SLURM_ARRAY_TASK_ID: task, SLURM_ARRAY_TASK_COUNT: '3', SLURM_CPUS_PER_TASK: '1' }
      expect((await shell(local(block('slurm'), 'slurm'), { env })).code).toBe(0)
    }
    expect((await shell(local(block('slurm-merge'), 'slurm'))).code).toBe(1)
    expect(outputsOf(join(folder, 'slurm', 'out'))).toEqual(outputsOf(plain))
  })
  test('Kubernetes', async () => {
    const args = /args:\n\s+- (.*)\n/.exec(text)?.[1] ?? ''
    const of = /completions: (\d+)/.exec(text)?.[1] ?? ''
    expect(args).toContain(`/${of}"`)
    for (const index of ['0', '1'])
      expect(
        (await shell(local(args.replace(`/${of}"`, '/2"'), 'k8s'), { env: { JOB_COMPLETION_INDEX: index } })).code,
      ).toBe(0)
    await nianbao(['merge', join(folder, 'k8s', 'out')])
    expect(outputsOf(join(folder, 'k8s', 'out'))).toEqual(outputsOf(plain))
  })
  test('parts in folders of their own', async () => {
    expect((await shell(local(block('folders'), 'folders'))).code).toBe(1)
    expect(outputsOf(join(folder, 'folders', 'out'))).toEqual(outputsOf(plain))
  })
})
