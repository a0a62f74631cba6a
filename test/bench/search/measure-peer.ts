/** Measures one peer: `<name> library <data folder> <questions as JSON>` or `<name> quality <folder>`. Prints JSON. */
import { openDatabase } from '../../../src/db/client.ts'
import { chunks } from '../../../src/db/schema/chunks.ts'
import { ndcg10Of, readJudgedSet } from './judged-set.ts'
import { PEERS } from './peers.ts'
import { residentMegabytesHere, timeEach } from './timing.ts'

const [name, kind, folder = '', asked = '[]'] = process.argv.slice(2)
const peer = PEERS.find((one) => one.name === name)
if (!peer) throw new Error(`no peer is called ${name}`)

if (kind === 'quality') {
  const set = readJudgedSet(folder)
  console.log(JSON.stringify({ ndcg10: await ndcg10Of(set, await peer.open(set.documents)) }))
} else {
  const db = openDatabase(folder)
  const texts = db.select({ id: chunks.id, text: chunks.text }).from(chunks).all()
  db.$client.close()
  const started = performance.now()
  const find = await peer.open(texts)
  const readyMs = performance.now() - started
  const times = await timeEach(JSON.parse(asked) as string[], (question) => find(question, 10))
  console.log(JSON.stringify({ ...times, readyMs, megabytes: residentMegabytesHere() }))
}
