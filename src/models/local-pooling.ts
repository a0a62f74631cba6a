import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pooling } from '../config.ts'
import type { LocalPlace } from './local-model.ts'
import { familyOf } from './model-family.ts'

const SENTENCE_TRANSFORMERS: Readonly<Record<Pooling, string>> = {
  cls: 'pooling_mode_cls_token',
  mean: 'pooling_mode_mean_tokens',
  last: 'pooling_mode_lasttoken',
}

/** How a model pools: as its folder says in `1_Pooling/config.json`, else as its name tells. */
export function poolingOf(name: string, { folder }: LocalPlace): Pooling {
  const file = join(folder, name, '1_Pooling', 'config.json')
  if (!existsSync(file)) return familyOf(name).pooling
  try {
    const said = JSON.parse(readFileSync(file, 'utf8'))
    const kinds = Object.keys(SENTENCE_TRANSFORMERS) as Pooling[]
    return kinds.find((kind) => said?.[SENTENCE_TRANSFORMERS[kind]] === true) ?? familyOf(name).pooling
  } catch {
    return familyOf(name).pooling
  }
}
