// What the demo tab got from the service worker, as an application's backend checks it. `cargo xtask conformance` gets
// the token in a real browser and hands it over in NIGHTDESK_TAB.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { it } from 'node:test';
import { verifyToken } from '@clerk/backend';

const tab = JSON.parse(process.env.NIGHTDESK_TAB ?? 'null');
assert(tab, 'NIGHTDESK_TAB is not set; run this by `cargo xtask conformance`');

function assertClaims(claims) {
  assert.equal(claims.sub, tab.user_id);
  assert.equal(claims.iss, `https://${tab.frontend_api}`);
  assert.equal(claims.azp, `chrome-extension://${tab.extension_id}`);
}

it("verifies the tab's token networkless", async () => {
  const { keys } = await (await fetch(`${tab.api_url}/.well-known/jwks.json`)).json();
  const jwtKey = createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  assertClaims(await verifyToken(tab.token, { jwtKey, authorizedParties: [`chrome-extension://${tab.extension_id}`] }));
});

it("verifies the tab's token by the JWKS of the Backend API", async () => {
  assertClaims(await verifyToken(tab.token, { secretKey: tab.secret_key, apiUrl: tab.api_url }));
});

it('refuses it for another application', async () => {
  const options = { secretKey: tab.secret_key, apiUrl: tab.api_url, authorizedParties: ['https://example.com'] };
  await assert.rejects(verifyToken(tab.token, options), { reason: 'token-invalid-authorized-parties' });
});
