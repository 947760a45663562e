// better-auth with its JWT plugin: GET /api/auth/token gives a session's cookie a JWT signed by RS256.
import { createHmac, randomBytes } from 'node:crypto'

import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins'

import { arguments_, callers, database, ready } from '../peer.mjs'

const SECRET = 'a secret of thirty-two characters or more'
const WEEK_MS = 7 * 24 * 60 * 60 * 1000

const { users, folder } = arguments_()
const db = database(folder)
const options = {
  baseURL: 'https://auth.example.com',
  secret: SECRET,
  database: db,
  emailAndPassword: { enabled: true },
  // It would refuse what a bench does.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  plugins: [jwt({ jwks: { keyPairConfig: { alg: 'RS256', modulusLength: 2048 } }, jwt: { expirationTime: '60s' } })],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)

const insertUser = db.prepare(
  'INSERT INTO user (id, name, email, emailVerified, createdAt, updatedAt) VALUES (?, ?, ?, 1, ?, ?)',
)
const insertSession = db.prepare(
  'INSERT INTO session (id, expiresAt, token, createdAt, updatedAt, userId) VALUES (?, ?, ?, ?, ?, ?)',
)
const now = new Date().toISOString()
const later = new Date(Date.now() + WEEK_MS).toISOString()
db.exec('BEGIN')
const requests = await callers(users, (number) => {
  const id = `user_${number}`
  insertUser.run(id, `Ada Number ${number}`, `ada${number}@example.com`, now, now)
  const token = randomBytes(24).toString('base64url')
  insertSession.run(`session_${number}`, later, token, now, now, id)
  const signature = createHmac('sha256', SECRET).update(token).digest('base64')
  const cookie = encodeURIComponent(`${token}.${signature}`)
  // Its base URL is https, and so its cookie's name has a prefix.
  return { line: 'GET /api/auth/token', headers: { cookie: `__Secure-better-auth.session_token=${cookie}` }, body: '' }
})
db.exec('COMMIT')
ready(toNodeHandler(auth), requests, '"token"')
