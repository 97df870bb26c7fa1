// A custom connection: one organisation, and nobody signs in.
import { XeroClient } from "xero-node";

const xero = new XeroClient({
  clientId: process.env.XERO_CLIENT_ID,
  clientSecret: process.env.XERO_CLIENT_SECRET,
  grantType: "client_credentials",
});
const tokens = await xero.getClientCredentialsToken();
console.log(`token: ${tokens.token_type}`);

const [tenant] = await xero.updateTenants();
console.log(`connections: ${xero.tenants.map((one) => one.tenantName)}`);

const line = { description: "Analysis", quantity: 2, unitAmount: 50, accountCode: "200" };
const draft = { type: "ACCREC", contact: { name: "Ada Ltd" }, lineItems: [line] };
const made = await xero.accountingApi.createInvoices("", { invoices: [draft] });
const [{ invoiceID, invoiceNumber }] = made.body.invoices;
console.log(`create: ${invoiceNumber}`);

const found = await xero.accountingApi.getInvoice(tenant.tenantId, invoiceID);
console.log(`read: ${invoiceNumber} ${found.body.invoices[0].total}`);

line.accountCode = "NOPE";
await xero.accountingApi.createInvoices("", { invoices: [draft] }).catch((thrown) => {
  const [refused] = JSON.parse(thrown).response.body.Elements;
  console.log(`refuse: ${refused.ValidationErrors[0].Message}`);
});
