/** Errors → sentences, in English or Chinese, for files of an archive: what happened, and what to do. */

import { type ErrorCode, errorCodes, errorHints } from '../errors.js'
import type { Language } from '../forms/names.js'

const zh: Record<ErrorCode, readonly [what: string, todo: string]> = {
  'options-invalid': ['选项不存在，或取值不合规定。', '请更正选项；全部选项见 docs/options.md。'],
  'input-missing': ['路径所指的文件不存在或无法读取。', '请检查路径和权限。'],
  'input-empty': ['文件没有内容（0 字节）。', '请重新下载：下载中断或未曾开始。'],
  'input-special': ['路径所指为链接、管道、套接字或设备。', '请给出文件本身的路径：不跟随链接，只读普通文件。'],
  'input-deep': ['文件夹或压缩包嵌套过深。', '请将内层文件夹作为单独的路径给出，或先解压。'],
  'input-beside': ['属于系统、压缩软件或已保存网页的附属文件，不是文档。', '无须处理：已略过。'],
  'input-duplicate': ['与另一文件内容完全相同，只读取其中之一。', '无须处理：内容已收录一次。'],
  'input-changed': ['读取过程中文件发生了变化。', '请待文件不再被写入后重新运行。'],
  'input-too-large': ['文件大小超过 limits.bytes。', '如确为一份报告，请调高 limits.bytes。'],
  'unknown-kind': ['文件内容不属于可读取的任何类型。', '请先转换为 PDF 或文本。'],
  'unsupported-kind': ['已识别文件类型，但不支持读取。', '请先转换为 PDF 或文本。'],
  'text-undecodable': ['文本的编码无法识别。', '请另存为 UTF-8 或 GB18030 编码。'],
  'pdf-invalid': ['文件开头是 PDF，但结构无法读取。', '请重新下载；若阅读器可以打开，请重新打印为 PDF。'],
  'pdf-truncated': ['PDF 不完整：文件后半部分缺失。', '请重新下载：缺少结尾部分。'],
  'pdf-encrypted': ['PDF 需要密码。', '请另存一份不带密码的副本。'],
  'zip-invalid': ['压缩包或 Word 文件已损坏。', '请重新下载；若原程序可以打开，请重新保存。'],
  'zip-encrypted': ['压缩包或 Word 文件需要密码。', '请用密码解开后再读取。'],
  'zip-several': ['压缩包中有多个可能的报告，或一个也没有。', '请先解压，再逐个给出文件。'],
  'office-needed': [
    '文件为旧版 Word 或 WPS 文件、RTF 或 OpenDocument，只有 LibreOffice 能打开。',
    '请安装 LibreOffice，并使用 nianbao/node 或命令行读取，或另存为 .docx。',
  ],
  'engine-missing': ['读取此类文件所需的软件包没有安装。', '请安装提示中的软件包。'],
  'engine-failed': ['读取引擎发生了不应发生的错误。', '请将该文件作为 nianbao 的缺陷报告。'],
  'time-limit': ['读取时间超过 limits.milliseconds。', '如确认文件正常，请调高 limits.milliseconds。'],
  'memory-limit': ['读取所用内存超过 limits.megabytes。', '如确认文件正常，请调高 limits.megabytes。'],
  crashed: ['读取该文件的进程自行终止。', '请将该文件作为 nianbao 的缺陷报告。'],
  aborted: ['读取被调用方中止。', '无须处理：由调用方要求。'],
  'rules-invalid': ['自定规则无法使用。', '请更正规则；写法见 docs/findings.md。'],
  'decisions-invalid': ['decisions.json 不是审阅网站写出的格式。', '请从审阅网站重新保存；格式见 docs/exports.md。'],
  'picture-invalid': ['图片无法解码。', '请重新下载，或另存为 PNG。'],
  'picture-too-large': ['图片像素过多。', '请缩小图片，或调高 limits.imagePixels。'],
  'cells-invalid': ['单元格表的列或取值不符合长表格式。', '请给出至少含 table、row、column、value 四列的 CSV。'],
  'output-failed': ['结果无法写入。', '请腾出空间或换一个可写的文件夹，再运行同一命令：已完成的不会丢失。'],
  'archive-incomplete': ['要合并的结果不完整，或不属于同一次处理。', '请以相同选项运行提示中的分片，再行合并。'],
  'queue-failed': [
    '队列无法使用。',
    '请检查 PostgreSQL 是否运行、地址和密码是否正确；缺少 pg-boss 时请安装 pg-boss@10。',
  ],
}

/**
 * What an error code says of a file, and what to do: the same words whatever the machine, the path and the moment.
 *
 * @example explainError('input-empty', 'en') // 'The input has no bytes. Fetch the file again: …'
 */
export const explainError = (code: ErrorCode, language: Language = 'en'): string =>
  language === 'zh' ? zh[code].join('') : `${errorCodes[code]} ${errorHints[code]}`
