// Plain fetch, as people write it by hand: a custom connection, so nobody has to sign in.
const { XERO_CLIENT_ID, XERO_CLIENT_SECRET } = process.env;

const signedIn = await fetch("https://identity.xero.com/connect/token", {
  method: "POST",
  headers: { Authorization: `Basic ${btoa(`${XERO_CLIENT_ID}:${XERO_CLIENT_SECRET}`)}` },
  body: new URLSearchParams({ grant_type: "client_credentials" }),
});
const token = await signedIn.json();
console.log(`token: ${token.token_type}`);

async function xero(method, path, body) {
  const answer = await fetch(`https://api.xero.com/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token.access_token}`,
      Accept: "application/json",
      "Content-Type": "application/json",
    },
    body: body && JSON.stringify(body),
  });
  return answer.json();
}

const connections = await xero("GET", "connections");
console.log(`connections: ${connections.map((one) => one.tenantName)}`);

const draft = {
  Type: "ACCREC",
  Contact: { Name: "Ada Ltd" },
  LineItems: [{ Description: "Analysis", Quantity: 2, UnitAmount: 50, AccountCode: "200" }],
};
const [made] = (await xero("PUT", "api.xro/2.0/Invoices", draft)).Invoices;
console.log(`create: ${made.InvoiceNumber}`);

const [found] = (await xero("GET", `api.xro/2.0/Invoices/${made.InvoiceID}`)).Invoices;
console.log(`read: ${found.InvoiceNumber} ${found.Total}`);

draft.LineItems[0].AccountCode = "NOPE";
const refusal = await xero("PUT", "api.xro/2.0/Invoices", draft);
console.log(`refuse: ${refusal.Elements[0].ValidationErrors[0].Message}`);
