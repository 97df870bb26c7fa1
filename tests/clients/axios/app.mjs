// axios, as people write it by hand: a custom connection, so nobody has to sign in.
import axios from "axios";

const { XERO_CLIENT_ID: username, XERO_CLIENT_SECRET: password } = process.env;
const { data: token } = await axios.post(
  "https://identity.xero.com/connect/token",
  new URLSearchParams({ grant_type: "client_credentials" }),
  { auth: { username, password } },
);
console.log(`token: ${token.token_type}`);

const xero = axios.create({
  baseURL: "https://api.xero.com",
  headers: { Accept: "application/json", Authorization: `Bearer ${token.access_token}` },
});

const connections = await xero.get("connections");
console.log(`connections: ${connections.data.map((one) => one.tenantName)}`);

const line = { Description: "Analysis", Quantity: 2, UnitAmount: 50, AccountCode: "200" };
const draft = { Type: "ACCREC", Contact: { Name: "Ada Ltd" }, LineItems: [line] };
const made = (await xero.put("api.xro/2.0/Invoices", draft)).data.Invoices[0];
console.log(`create: ${made.InvoiceNumber}`);

const found = (await xero.get(`api.xro/2.0/Invoices/${made.InvoiceID}`)).data.Invoices[0];
console.log(`read: ${found.InvoiceNumber} ${found.Total}`);

line.AccountCode = "NOPE";
await xero.put("api.xro/2.0/Invoices", draft).catch(({ response }) => {
  console.log(`refuse: ${response.data.Elements[0].ValidationErrors[0].Message}`);
});
