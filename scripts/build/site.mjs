// The program of the review site is plain: it is copied beside the compiled code as it is.
import { cpSync } from 'node:fs'

cpSync(new URL('../../src/review', import.meta.url), new URL('../../dist/review', import.meta.url), { recursive: true })
