/**
 * A reader reads some files and goes: what the compilers of V8 make faster has to come back within them. By default they take half of
 * the first reading and a third of the next thirty (docs/performance.md), so they are told to wait for what runs often.
 *
 * Bytes that a function runs before it is looked at, ten times the default. An engine that does not know a name goes on without it.
 */

import { setFlagsFromString } from 'node:v8'

setFlagsFromString('--interrupt-budget=600000')
setFlagsFromString('--wasm-tiering-budget=20000000')
