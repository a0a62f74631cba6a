import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { EmbeddingConfig } from '../../src/config.ts'
import { type ConfiguredEmbedderOptions, configuredEmbedder, embedderId } from '../../src/models/configured-embedder.ts'
import { embedQuestion } from '../../src/models/embedder.ts'
import { embeddersById } from '../../src/models/embedder-by-id.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import {
  HAS_TRANSFORMERS,
  TRANSFORMERS_FOLDER,
  tinyModelFiles,
  WHY_SKIPPED,
  writeModel,
} from '../helpers/tiny-model.ts'

/** Three directions, so that a vector shows which words it is made of. */
const FILES = tinyModelFiles({
  words: { 割: [1, 0, 0], 接: [1, 0, 0], cutover: [1, 0, 0], 验: [0, 1, 0], 收: [0, 1, 0] },
  special: { first: [0, 0, 4], last: [0, 3, 0] },
  maxTokens: 16,
})

const configOf = (folder: string, more: Partial<EmbeddingConfig> = {}): EmbeddingConfig => ({
  model: 'local:tiny',
  baseUrl: undefined,
  apiKey: 'none',
  dimensions: undefined,
  local: { folder, hubUrl: undefined },
  ...more,
})

function open(more: Partial<EmbeddingConfig> = {}, options: ConfiguredEmbedderOptions = {}) {
  const folder = temporaryFolder()
  writeModel(folder, 'tiny', FILES)
  const config = configOf(folder, more)
  return { folder, config, embedder: configuredEmbedder(config, { packagesFrom: TRANSFORMERS_FOLDER, ...options }) }
}

const rounded = (vector: Float32Array | undefined) => [...(vector ?? [])].map((value) => Math.round(value * 100) / 100)
const failure = (code: string, text: RegExp) => expect.objectContaining({ code, message: expect.stringMatching(text) })

describe('a local embedding model that is not there', () => {
  it('is named with the files that it lacks and the folder they belong into', async () => {
    const folder = temporaryFolder()
    writeModel(folder, 'tiny', { 'config.json': Buffer.from('{}') })
    await expect(configuredEmbedder(configOf(folder)).embed(['a'])).rejects.toEqual(
      failure(
        'embedding_failed',
        new RegExp(`put tokenizer.json, .*model.onnx into ${join(folder, 'tiny')}, or .*EMBEDDING_HUB_URL`),
      ),
    )
  })

  it('says how to install the package that runs it, where that is not installed', async () => {
    const { embedder } = open({}, { packagesFrom: temporaryFolder() })
    await expect(embedder.embed(['a'])).rejects.toEqual(
      failure(
        'embedding_failed',
        /`ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save @huggingface\/transformers@4\.3\.0`/,
      ),
    )
  })

  it('has an id, for which nothing is loaded', () => {
    expect(open().embedder.id).toBe('local:tiny#mean')
    expect(open({ pooling: 'cls', dimensions: 2 }).embedder.id).toBe('local:tiny#cls:2')
  })
})

describe('what a local model is known by', () => {
  const idOf = (model: string, more: Partial<EmbeddingConfig> = {}) =>
    embedderId(configOf(temporaryFolder(), { model, ...more }))

  it('pools as its family does, unless its folder or the configuration says otherwise', () => {
    expect(idOf('local:bge-small-zh-v1.5')).toMatch(/#cls/)
    expect(idOf('local:Qwen3-Embedding-0.6B')).toMatch(/#last/)
    expect(idOf('local:owner/gte-base')).toBe('local:owner/gte-base#mean')
    expect(idOf('local:owner/gte-base', { pooling: 'last' })).toBe('local:owner/gte-base#last')
    const { folder, config } = open()
    mkdirSync(join(folder, 'tiny', '1_Pooling'))
    writeFileSync(join(folder, 'tiny', '1_Pooling', 'config.json'), '{"pooling_mode_cls_token": true}')
    expect(embedderId(config)).toBe('local:tiny#cls')
  })

  it('changes with the prefixes, which the families e5, bge and qwen have by themselves', () => {
    const [none, e5, other] = [
      idOf('local:multilingual-e5-small', { queryPrefix: '', passagePrefix: '' }),
      idOf('local:multilingual-e5-small'),
      idOf('local:multilingual-e5-small', { queryPrefix: 'question: ' }),
    ]
    expect(none).toBe('local:multilingual-e5-small#mean')
    expect(e5).toMatch(/^local:multilingual-e5-small#mean\+[0-9a-f]{8}$/)
    expect(other).not.toBe(e5)
  })
})

describe.skipIf(!HAS_TRANSFORMERS)(`a local embedding model${WHY_SKIPPED}`, () => {
  it('gives unit vectors in the order of the texts, whatever goes together, in which padding counts nothing', async () => {
    const { embedder } = open()
    const texts = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? '割接'.repeat(1 + (i % 5)) : '验收'))
    const vectors = await embedder.embed(texts)
    expect(vectors).toHaveLength(20)
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text])
      expect(rounded(vectors[i])).toEqual(rounded(alone))
      expect(Math.hypot(...(vectors[i] ?? []))).toBeCloseTo(1, 5)
    }
    expect(embedder.dimensions).toBe(3)
  })

  it('takes the mean of the tokens, the first one or the last one', async () => {
    const texts = ['割接 cutover', '验收']
    expect((await open().embedder.embed(texts)).map(rounded)).toEqual([
      [0.51, 0.51, 0.69],
      [0, 0.78, 0.62],
    ])
    expect((await open({ pooling: 'cls' }).embedder.embed(texts)).map(rounded)).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ])
    expect((await open({ pooling: 'last' }).embedder.embed(texts)).map(rounded)).toEqual([
      [0, 1, 0],
      [0, 1, 0],
    ])
  })

  it('keeps as many numbers as are configured, and refuses a model that has fewer, or others than before', async () => {
    const [vector] = await open({ dimensions: 2 }).embedder.embed(['割接'])
    expect(rounded(vector)).toEqual([0.55, 0.83])
    await expect(open({ dimensions: 4 }).embedder.embed(['割接'])).rejects.toEqual(
      failure('embedding_dimensions', /3 numbers where 4/),
    )
    await expect(open({}, { dimensions: 5 }).embedder.embed(['割接'])).rejects.toEqual(
      failure('embedding_dimensions', /3 numbers where 5/),
    )
  })

  it('puts one prefix before questions and another before passages', async () => {
    const { embedder } = open({ queryPrefix: 'cutover ', passagePrefix: '验', pooling: 'mean' })
    const [passage] = await embedder.embed(['收'])
    expect(rounded(passage)).toEqual(rounded((await open().embedder.embed(['验收']))[0]))
    const question = await embedQuestion(embedder, '收')
    expect(rounded(question)).toEqual(rounded((await open().embedder.embed(['cutover 收']))[0]))
  })

  it('embeds the beginning of a text that is longer than the model takes, with a line that says so', async () => {
    const lines: string[] = []
    const { embedder } = open({}, { log: (line) => lines.push(line) })
    const [long, short] = await embedder.embed(['割'.repeat(500), '割'])
    expect(rounded(long)).not.toEqual(rounded(short))
    expect(lines).toEqual(['1 texts fill the embedding model local:tiny: what is beyond was left out.'])
  })

  it('refuses what is no number, and files that are no model', async () => {
    const { folder, embedder } = open()
    writeModel(folder, 'tiny', tinyModelFiles({ words: { 割: [Number.NaN, 0, 0] } }))
    await expect(embedder.embed(['割'])).rejects.toEqual(failure('embedding_failed', /finite/))
    const broken = open()
    writeFileSync(join(broken.folder, 'tiny', 'onnx', 'model.onnx'), 'not a model')
    await expect(broken.embedder.embed(['割'])).rejects.toEqual(
      failure('embedding_failed', /damaged or of another kind/),
    )
    writeModel(broken.folder, 'tiny', FILES)
    expect(await broken.embedder.embed(['割'])).toHaveLength(1)
  })

  it('ends when it is called off', async () => {
    const { embedder } = open()
    await expect(embedder.embed(['割'], AbortSignal.abort(new Error('called off')))).rejects.toThrow('called off')
  })

  it('answers for questions as long as vectors of an earlier local model are in use, and sends none away', async () => {
    const { folder, config } = open()
    writeModel(folder, 'old', tinyModelFiles({ words: { 割: [0, 1] } }))
    const find = embeddersById(config, { packagesFrom: TRANSFORMERS_FOLDER })
    expect(await find('local:old#mean')?.embed(['割'])).toHaveLength(1)
    expect(find('text-embedding-3-small')).toBeUndefined()
  })
})

/** A hub of the user's own: `<model>/resolve/main/<file>`. */
async function startHub(files: Readonly<Record<string, Buffer>>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const [, file = ''] = /^\/models\/tiny\/resolve\/main\/(.+)$/.exec(request.url ?? '') ?? []
    const content = files[file]
    asked.push(request.url ?? '')
    response.writeHead(content ? 200 : 404, content ? { 'content-length': content.length } : {})
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  onTestFinished(close)
  return { asked, close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/models` }
}

describe.skipIf(!HAS_TRANSFORMERS)(`a hub for local models${WHY_SKIPPED}`, () => {
  const openFrom = (hubUrl: string, lines: string[] = []) => {
    const folder = temporaryFolder()
    const config = configOf(folder, { local: { folder, hubUrl } })
    return {
      folder,
      config,
      embedder: configuredEmbedder(config, { packagesFrom: TRANSFORMERS_FOLDER, log: (line) => lines.push(line) }),
    }
  }

  it('hands a model out once, with lines that tell how far it has come; then the folder has it', async () => {
    const hub = await startHub(FILES)
    const lines: string[] = []
    const { config, embedder } = openFrom(hub.url, lines)
    expect(await embedder.embed(['割接'])).toHaveLength(1)
    expect(lines).toContainEqual(expect.stringMatching(/^embedding model tiny: onnx\/model\.onnx, 0\.0 MB$/))
    expect(hub.asked.every((url) => url.startsWith('/models/tiny/resolve/main/'))).toBe(true)
    await hub.close()
    const again = configuredEmbedder(configOf(config.local?.folder ?? ''), { packagesFrom: TRANSFORMERS_FOLDER })
    expect(await again.embed(['割接'])).toHaveLength(1)
  })

  it('that does not have the model, or does not answer, is named', async () => {
    const { 'onnx/model.onnx': _, ...rest } = FILES
    const poor = await startHub(rest)
    await expect(openFrom(poor.url).embedder.embed(['割'])).rejects.toEqual(
      failure('embedding_failed', /127\.0\.0\.1:\d+ does not hand out onnx\/model\.onnx/),
    )
    await poor.close()
    const { embedder } = openFrom(poor.url)
    await expect(embedder.embed(['割'])).rejects.toEqual(
      failure('embedding_unavailable', /127\.0\.0\.1:\d+ did not answer/),
    )
  })
})
