import { codebookMarkdown } from '../../dist/output/archive/codebook.js'
import { generated } from './markdown.mjs'

/** docs/codebook.md: the codebook that every archive gets. */
export const codebookDoc = () => `${generated('src/output/archive')}\n\n${codebookMarkdown()}`
