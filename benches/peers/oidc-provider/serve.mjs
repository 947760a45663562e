// oidc-provider: a refresh token is exchanged, and one JWT of the answer is signed by RS256. As the package comes that is the
// ID token, and the access token is a text that is stored. With `--access-token-only` the access token is the JWT: there is no
// ID token, and nothing is written.
import { generateKeyPairSync } from 'node:crypto'

import Provider from 'oidc-provider'

import { arguments_, callers, database, ready } from '../peer.mjs'

const ISSUER = 'https://auth.example.com'
const RESOURCE = 'urn:bench:api'
const DAY_SECS = 24 * 60 * 60
const CLIENT = { id: 'bench', secret: 'a-secret-of-the-bench-s-only-client' }
const ONLY = 'access-token-only'

const { users, folder, [ONLY]: accessTokenOnly = false } = arguments_(ONLY)
const db = database(folder)
db.exec(`CREATE TABLE model (
  type TEXT, id TEXT, payload TEXT NOT NULL, grant_id TEXT, expires_at INTEGER, PRIMARY KEY (type, id)
) WITHOUT ROWID`)
const sql = {
  put: db.prepare('INSERT OR REPLACE INTO model VALUES (?, ?, ?, ?, ?)'),
  get: db.prepare('SELECT payload FROM model WHERE type = ? AND id = ? AND (expires_at IS NULL OR expires_at > ?)'),
  drop: db.prepare('DELETE FROM model WHERE type = ? AND id = ?'),
  revoke: db.prepare('DELETE FROM model WHERE grant_id = ?'),
}
const seconds = () => Math.floor(Date.now() / 1000)

// Storage is the owner's to write; this is the least that the package's documentation asks for.
class SqliteAdapter {
  constructor(type) {
    this.type = type
  }
  async upsert(id, payload, expiresIn) {
    sql.put.run(this.type, id, JSON.stringify(payload), payload.grantId ?? null, expiresIn ? seconds() + expiresIn : null)
  }
  async find(id) {
    const row = sql.get.get(this.type, id, seconds())
    return row && JSON.parse(row.payload)
  }
  async destroy(id) {
    sql.drop.run(this.type, id)
  }
  async revokeByGrantId(grantId) {
    sql.revoke.run(grantId)
  }
  async consume(id) {
    const payload = await this.find(id)
    if (payload) await this.upsert(id, { ...payload, consumed: seconds() })
  }
  async findByUid() {}
  async findByUserCode() {}
}

const resourceIndicators = {
  enabled: true,
  defaultResource: () => RESOURCE,
  useGrantedResource: () => true,
  getResourceServerInfo: () => ({
    scope: 'api',
    audience: RESOURCE,
    accessTokenFormat: 'jwt',
    accessTokenTTL: 60,
    jwt: { sign: { alg: 'RS256' } },
  }),
}
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider = new Provider(ISSUER, {
  adapter: SqliteAdapter,
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['https://app.example.com/callback'],
    },
  ],
  cookies: { keys: ['a key that signs cookies'] },
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'bench' }] },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  features: {
    devInteractions: { enabled: false },
    ...(accessTokenOnly && { resourceIndicators }),
  },
  ttl: { Grant: DAY_SECS, RefreshToken: DAY_SECS },
})
provider.proxy = true

const authorization = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}`
const client = await provider.Client.find(CLIENT.id)
db.exec('BEGIN')
const requests = await callers(users, async (number) => {
  const accountId = `user_${number}`
  const grant = new provider.Grant({ accountId, clientId: CLIENT.id })
  if (accessTokenOnly) grant.addResourceScope(RESOURCE, 'api')
  else grant.addOIDCScope('openid')
  const grantId = await grant.save()
  const token = new provider.RefreshToken({
    accountId,
    client,
    grantId,
    gty: 'authorization_code',
    ...(accessTokenOnly ? { resource: RESOURCE, scope: 'api' } : { scope: 'openid' }),
    authTime: seconds(),
  })
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: await token.save() })
  return {
    line: 'POST /token',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  }
})
db.exec('COMMIT')
ready(provider.callback(), requests, accessTokenOnly ? 'access_token' : 'id_token')
