/**
 * Programs in WebAssembly, compiled once in a process. What compiles a program for every document compiles, and then makes fast, the same
 * functions again and again: a tenth of the time that a scan of three pages takes (docs/performance.md).
 */

// biome-ignore lint/suspicious/noExplicitAny: what Emscripten makes has no types.
type Any = any

/** The start of a program that Emscripten made. */
export type WasmFactory = (settings: object) => Promise<Any>

/** A compiled program. */
export type WasmProgram = object

/** What is used of it; the types of Node do not name it. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    compile(bytes: Uint8Array): Promise<WasmProgram>
    instantiate(program: WasmProgram, imports: object): Promise<object>
    Module: new (bytes: Uint8Array) => WasmProgram
    Instance: new (program: WasmProgram) => { readonly exports: object }
  }
}

const compiled = new Map<string, Promise<WasmProgram>>()

/** The program at an address, compiled when it is first asked for. Rejects where it cannot be read. */
export function wasmProgram(url: string): Promise<WasmProgram> {
  const known = compiled.get(url)
  if (known) return known
  const program = readAsset(url).then((bytes) => wasm.compile(bytes))
  compiled.set(url, program)
  program.catch(() => compiled.delete(url))
  return program
}

/** A fresh instance of a compiled program, with a memory of its own. */
export function startWasm(factory: WasmFactory, program: WasmProgram, settings: object): Promise<Any> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: object, receive: (instance: object) => void) => {
      wasm.instantiate(program, imports).then(receive, reject)
      return {}
    }
    factory({ ...settings, instantiateWasm }).then(resolve, reject)
  })
}

/** What a small program without imports exports, at once. */
export const instanceOf = (bytes: Uint8Array): object => new wasm.Instance(new wasm.Module(bytes)).exports

/** A file that came with a package: from the disk under Node, from its address elsewhere. */
export async function readAsset(url: string): Promise<Uint8Array> {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs/promises')
  if (fs && url.startsWith('file:')) return fs.readFile(new URL(url))
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
