import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder that the optional package lies in beside the project, as `npm install --prefix <folder>` leaves it. */
export const TRANSFORMERS_FOLDER = process.env.PRECEDENT_TEST_TRANSFORMERS

function isInstalled(): boolean {
  const from = TRANSFORMERS_FOLDER === undefined ? import.meta.url : join(TRANSFORMERS_FOLDER, 'package.json')
  try {
    createRequire(from).resolve('@huggingface/transformers')
    return true
  } catch {
    return false
  }
}

export const HAS_TRANSFORMERS = isInstalled()
/** To be put behind the name of a suite that needs the package. */
export const WHY_SKIPPED = HAS_TRANSFORMERS
  ? ''
  : ' (left out: @huggingface/transformers is not installed, and PRECEDENT_TEST_TRANSFORMERS names no folder with it)'

/** A number as protobuf writes it: seven bits a byte, the lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Buffer.from([...bytes, rest])
}

const VARINT = 0
const BYTES = 2
const number = (field: number, value: number) => Buffer.concat([varint(field * 8 + VARINT), varint(value)])
const bytes = (field: number, value: Buffer | string) =>
  Buffer.concat([varint(field * 8 + BYTES), varint(Buffer.byteLength(value)), Buffer.from(value)])
const message = (field: number, ...parts: Buffer[]) => bytes(field, Buffer.concat(parts))

const FLOAT = 1
const INT64 = 7

/** A named input or output; a size is a number, or a name where it varies. Field numbers are those of onnx.proto. */
function valueInfo(field: number, name: string, type: number, shape: readonly (number | string)[]): Buffer {
  const sizes = shape.map((size) => message(1, typeof size === 'number' ? number(1, size) : bytes(2, size)))
  return message(field, bytes(1, name), message(2, message(1, number(1, type), message(2, ...sizes))))
}

/** An ONNX model that looks tokens up in a table: `input_ids, attention_mask -> last_hidden_state`. */
export function lookUpModel(table: readonly (readonly number[])[]): Buffer {
  const dimensions = table[0]?.length ?? 0
  const node = message(1, bytes(1, 'table'), bytes(1, 'input_ids'), bytes(2, 'last_hidden_state'), bytes(4, 'Gather'))
  const raw = Buffer.from(Float32Array.from(table.flat()).buffer)
  const initializer = message(
    5,
    number(1, table.length),
    number(1, dimensions),
    number(2, FLOAT),
    bytes(8, 'table'),
    bytes(9, raw),
  )
  const graph = message(
    7,
    node,
    bytes(2, 'look-up'),
    initializer,
    valueInfo(11, 'input_ids', INT64, ['batch', 'tokens']),
    valueInfo(11, 'attention_mask', INT64, ['batch', 'tokens']),
    valueInfo(12, 'last_hidden_state', FLOAT, ['batch', 'tokens', dimensions]),
  )
  const irVersion = 8
  const operatorSet = 13
  return Buffer.concat([number(1, irVersion), graph, message(8, bytes(1, ''), number(2, operatorSet))])
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'] as const

function tokenizerOf(words: readonly string[]): object {
  const special = SPECIAL.map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }))
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } })
  return {
    version: '1.0',
    added_tokens: special,
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, token('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [(SPECIAL as readonly string[]).indexOf(id)], tokens: [id] }]),
      ),
    },
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries([...SPECIAL, ...words].map((word, id) => [word, id])),
      unk_token: '[UNK]',
    },
  }
}

export type TinyModel = {
  /** Words in lower case, or single Chinese characters, and the vector of each. */
  words: Readonly<Record<string, readonly number[]>>
  /** The vectors of `[UNK]`, `[CLS]` and `[SEP]`; padding has one that would be noticed. */
  special?: { unknown?: readonly number[]; first?: readonly number[]; last?: readonly number[] }
  maxTokens?: number
}

/** The files of a model, by their path in its folder. */
export function tinyModelFiles({ words, special = {}, maxTokens = 64 }: TinyModel): Record<string, Buffer> {
  const dimensions = Object.values(words)[0]?.length ?? 0
  const zero = new Array<number>(dimensions).fill(0)
  const padding = new Array<number>(dimensions).fill(1_000)
  const table = [padding, special.unknown ?? zero, special.first ?? zero, special.last ?? zero, ...Object.values(words)]
  const [pad_token, unk_token, cls_token, sep_token] = SPECIAL
  const json = (value: object) => Buffer.from(JSON.stringify(value))
  return {
    'config.json': json({ model_type: 'bert', hidden_size: dimensions, max_position_embeddings: maxTokens }),
    'tokenizer.json': json(tokenizerOf(Object.keys(words))),
    'tokenizer_config.json': json({
      tokenizer_class: 'PreTrainedTokenizer',
      pad_token,
      unk_token,
      cls_token,
      sep_token,
    }),
    'onnx/model.onnx': lookUpModel(table),
  }
}

/** Writes the files of a model as the local folder of models holds them. */
export function writeModel(folder: string, name: string, files: Readonly<Record<string, Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, name, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}
