// A public app: discovery, PKCE, an id token checked against the JWKS, userinfo.
import { createServer } from "node:http";
import open from "open";
import * as client from "openid-client";

const { XERO_CLIENT_ID, XERO_REDIRECT_URI } = process.env;
const issuer = new URL("https://identity.xero.com");
const config = await client.discovery(issuer, XERO_CLIENT_ID, undefined, client.None());
client.enableNonRepudiationChecks(config); // the signature too, not TLS alone

const expectedState = client.randomState();
const expectedNonce = client.randomNonce();
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const consent = client.buildAuthorizationUrl(config, {
  redirect_uri: XERO_REDIRECT_URI,
  scope: "openid profile email offline_access accounting.invoices accounting.contacts",
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state: expectedState,
  nonce: expectedNonce,
});

const server = createServer().listen(new URL(XERO_REDIRECT_URI).port);
await open(consent.href);
const callback = await new Promise((resolve) => {
  server.on("request", ({ url }, answer) => {
    answer.end("You may close this window.");
    if (url.includes("?")) resolve(new URL(url, XERO_REDIRECT_URI));
  });
});
server.close().closeIdleConnections();
console.log("consent: given");

const checks = { expectedNonce, expectedState, idTokenExpected: true, pkceCodeVerifier };
let tokens = await client.authorizationCodeGrant(config, callback, checks);
console.log(`token: ${tokens.token_type}`);

const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
if (person.email !== tokens.claims().email) throw new Error("userinfo tells of somebody else");

async function xero(method, path, body) {
  const url = new URL(path, "https://api.xero.com/");
  const headers = new Headers({ Accept: "application/json", "Content-Type": "application/json" });
  if (tenantId) headers.set("Xero-Tenant-Id", tenantId);
  const sent = body && JSON.stringify(body);
  const token = tokens.access_token;
  const answer = await client.fetchProtectedResource(config, token, url, method, sent, headers);
  return answer.json();
}

let tenantId;
const connections = await xero("GET", "connections");
tenantId = connections[0].tenantId;
console.log(`connections: ${connections.map((one) => one.tenantName)}`);

const line = { Description: "Analysis", Quantity: 2, UnitAmount: 50, AccountCode: "200" };
const draft = { Type: "ACCREC", Contact: { Name: "Ada Ltd" }, LineItems: [line] };
const [made] = (await xero("PUT", "api.xro/2.0/Invoices", draft)).Invoices;
console.log(`create: ${made.InvoiceNumber}`);

const [found] = (await xero("GET", `api.xro/2.0/Invoices/${made.InvoiceID}`)).Invoices;
console.log(`read: ${found.InvoiceNumber} ${found.Total}`);

line.AccountCode = "NOPE";
const refusal = await xero("PUT", "api.xro/2.0/Invoices", draft);
console.log(`refuse: ${refusal.Elements[0].ValidationErrors[0].Message}`);

const before = tokens.access_token;
tokens = await client.refreshTokenGrant(config, tokens.refresh_token);
if (tokens.access_token !== before) console.log("refresh: another pair");

await client.tokenRevocation(config, tokens.refresh_token);
console.log("revoke: done");
