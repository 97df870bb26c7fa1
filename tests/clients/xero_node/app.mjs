// An app with users: the first signs in, an invoice is made, and everything is taken back.
import { createServer } from "node:http";
import open from "open";
import { XeroClient } from "xero-node";

const { XERO_CLIENT_ID, XERO_CLIENT_SECRET, XERO_REDIRECT_URI } = process.env;
const xero = new XeroClient({
  clientId: XERO_CLIENT_ID,
  clientSecret: XERO_CLIENT_SECRET,
  redirectUris: [XERO_REDIRECT_URI],
  scopes: ["openid", "profile", "email", "offline_access", "accounting.transactions",
    "accounting.contacts", "accounting.settings"],
  state: "between us",
});

const server = createServer().listen(new URL(XERO_REDIRECT_URI).port);
await open(await xero.buildConsentUrl());
const callback = await new Promise((resolve) => {
  server.on("request", ({ url }, answer) => {
    answer.end("You may close this window.");
    if (url.includes("?")) resolve(url);
  });
});
server.close().closeIdleConnections();
console.log("consent: given");
const tokens = await xero.apiCallback(callback);
console.log(`token: ${tokens.token_type}`);

const [tenant] = await xero.updateTenants();
console.log(`connections: ${xero.tenants.map((one) => one.tenantName)}`);

const line = { description: "Analysis", quantity: 2, unitAmount: 50, accountCode: "200" };
const draft = { type: "ACCREC", contact: { name: "Ada Ltd" }, lineItems: [line] };
const made = await xero.accountingApi.createInvoices(tenant.tenantId, { invoices: [draft] });
const [{ invoiceID, invoiceNumber }] = made.body.invoices;
console.log(`create: ${invoiceNumber}`);

const found = await xero.accountingApi.getInvoice(tenant.tenantId, invoiceID);
console.log(`read: ${invoiceNumber} ${found.body.invoices[0].total}`);

line.accountCode = "NOPE";
await xero.accountingApi.createInvoices(tenant.tenantId, { invoices: [draft] }).catch((thrown) => {
  const [refused] = JSON.parse(thrown).response.body.Elements;
  console.log(`refuse: ${refused.ValidationErrors[0].Message}`);
});

const refreshed = await xero.refreshToken();
if (refreshed.access_token !== tokens.access_token) console.log("refresh: another pair");

await xero.revokeToken();
console.log("revoke: done");
