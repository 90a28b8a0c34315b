import { helpOf } from '../../dist/cli/args.js'
import { checkCommand } from '../../dist/cli/check.js'
import { citeCommand } from '../../dist/cli/cite.js'
import { exitCodes } from '../../dist/cli/exit-codes.js'
import { explainCommand } from '../../dist/cli/explain.js'
import { extractCommand } from '../../dist/cli/extract.js'
import { hierarchyCommand } from '../../dist/cli/hierarchy.js'
import { inspectCommand } from '../../dist/cli/inspect.js'
import { enqueueCommand, workerCommand } from '../../dist/cli/queue.js'
import { mergeCommand, runCommand } from '../../dist/cli/run.js'
import { seriesCommand } from '../../dist/cli/series.js'
import { code, doc, generated, table } from './markdown.mjs'

const meanings = {
  ok: 'all was read',
  partial: 'some input failed or was read in part; the rest was read and written',
  usage: 'wrong usage, or an output, shard or queue that cannot be used: what was read is not written',
  findings: 'all was read, and there are findings at or above `--fail-on`',
  interrupted: 'interrupted by Ctrl-C; `run` goes on with the same command',
}

/** docs/command.md */
export function commandDoc() {
  return doc(
    generated('src/cli'),
    '# The command',
    'Data goes to standard output, everything else to standard error. `NO_COLOR` and `TERM=dumb` turn colours off. Every file is read in a child process under limits of time and memory; a file that fails costs itself alone.',
    [
      extractCommand,
      runCommand,
      mergeCommand,
      enqueueCommand,
      workerCommand,
      checkCommand,
      seriesCommand,
      hierarchyCommand,
      inspectCommand,
      explainCommand,
      citeCommand,
    ].map((command) => [`## nianbao ${command.name}`, `\`\`\`text\n${helpOf(command).trimEnd()}\n\`\`\``]),
    '## Exit codes',
    table(
      ['code', 'means'],
      Object.entries(exitCodes).map(([name, value]) => [code(value), meanings[name]]),
    ),
  )
}
