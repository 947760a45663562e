// What peers on Node.js share: how they are started, where their rows go, and how they say that they are ready.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import Database from 'better-sqlite3'

// Every so many users one calls, as in benches/server/src/seed.rs.
const SAMPLED = 50

// `flags` are the peer's own.
export function arguments_(...flags) {
  const own = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' }]))
  const { values } = parseArgs({ options: { users: { type: 'string' }, folder: { type: 'string' }, ...own } })
  return { ...values, users: Number(values.users) }
}

// A database as a server would have it: readers do not wait for writers.
export function database(folder) {
  const db = new Database(join(folder, 'peer.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  return db
}

// Makes every user, and keeps the requests of some.
export async function callers(users, make) {
  const requests = []
  for (let number = 0; number < users; number++) {
    const request = await make(number)
    if (number % SAMPLED === 0) requests.push(request)
  }
  return requests
}

// Serves, and tells the bench in one line where, what to ask, and what every answer holds.
export function ready(handler, requests, wants) {
  const server = createServer(handler)
  server.listen(0, '127.0.0.1', () => {
    const address = `127.0.0.1:${server.address().port}`
    process.stdout.write(`${JSON.stringify({ address, wants, requests })}\n`)
  })
}
