import { openEmbeddedEngine } from '../../../src/engines/embedded/engine.ts'
import { TEST_EMBEDDER } from '../../helpers/library.ts'
import { describeEngine } from './engine-contract.ts'

describeEngine('the embedded engine', async (db) => {
  const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
  return { engine, settle: engine.catchUp, close: async () => {} }
})
