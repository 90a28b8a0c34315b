/** What the command returns to the shell. docs/command.md is held against this list. */
export const exitCodes = {
  ok: 0,
  /** Some input failed or was read in part; the rest was read. */
  partial: 1,
  /** Wrong usage, or an output or a service that cannot be used: what was read is not written. */
  usage: 2,
  /** Findings at or above --fail-on. */
  findings: 3,
  interrupted: 130,
} as const
