// Client credentials, by what discovery says: a custom connection.
import * as client from "openid-client";

const { XERO_CLIENT_ID, XERO_CLIENT_SECRET } = process.env;
const issuer = new URL("https://identity.xero.com");
const config = await client.discovery(issuer, XERO_CLIENT_ID, XERO_CLIENT_SECRET);
const scope = "accounting.invoices accounting.contacts";
const tokens = await client.clientCredentialsGrant(config, { scope });
console.log(`token: ${tokens.token_type}`);

async function xero(method, path, body) {
  const url = new URL(path, "https://api.xero.com/");
  const headers = new Headers({ Accept: "application/json", "Content-Type": "application/json" });
  const sent = body && JSON.stringify(body);
  const token = tokens.access_token;
  const answer = await client.fetchProtectedResource(config, token, url, method, sent, headers);
  return answer.json();
}

const connections = await xero("GET", "connections");
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
