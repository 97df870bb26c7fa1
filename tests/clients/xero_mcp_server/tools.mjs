// Calls each tool of the server once, as an agent would who keeps some books.
//
//     node tools.mjs '{"command": "npx", "args": ["xero-mcp-server"]}'
//
// says of each what it answered first. What begins with "Error" did not work.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const agent = new Client({ name: "an agent", version: "1.0.0" });
const server = JSON.parse(process.argv[2]);
await agent.connect(new StdioClientTransport({ ...server, env: process.env }));
const { tools } = await agent.listTools();
const left = new Set(tools.map((tool) => tool.name));

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
async function call(name, args = {}) {
  const answer = await agent.callTool({ name, arguments: args });
  const text = answer.content.map((part) => part.text).join("\n");
  if (left.delete(name)) console.log(`${name}: ${text.split("\n")[0]}`);
  return { text, id: text.match(GUID)?.[0] };
}

await call("list-organisation-details");
await call("list-tax-rates");
const accounts = await call("list-accounts");
const accountId = accounts.text.match(/ID: (\S+)\nType: BANK/)[1];

const { id: contactId } = await call("create-contact", { name: "Ada Ltd", email: "ada@example.com" });
await call("update-contact", { contactId, name: "Ada Limited", address: { addressLine1: "1 Road" } });
await call("list-contacts", { page: 1, searchTerm: "ada" });
await call("list-contact-groups");

const line = { description: "Analysis", quantity: 2, unitAmount: 50 };
const sale = [{ ...line, accountCode: "200", taxType: "OUTPUT2" }];
const purchase = [{ ...line, accountCode: "400", taxType: "INPUT2" }];
const invoice = await call("create-invoice", { contactId, type: "ACCREC", lineItems: sale });
await call("update-invoice", { invoiceId: invoice.id, reference: "Engine", dueDate: "2035-01-31" });
const invoices = await call("list-invoices", { page: 2 });
const open = invoices.text.split("Invoice ID: ").find((one) => one.includes("AUTHORISED"));
const invoiceId = open.match(GUID)[0];
await call("create-payment", { invoiceId, accountId, amount: 1.5, reference: "A part" });
await call("list-payments", { page: 1, invoiceId });

const note = await call("create-credit-note", { contactId, lineItems: sale });
await call("update-credit-note", { creditNoteId: note.id, reference: "Sorry" });
await call("list-credit-notes", { page: 1, contactId });
const quote = await call("create-quote", { contactId, lineItems: sale, title: "An engine" });
await call("update-quote", { quoteId: quote.id, summary: "With a mill", date: "2035-01-01" });
await call("list-quotes", { page: 1, contactId });

const spent = { type: "SPEND", bankAccountId: accountId, contactId, lineItems: purchase };
const spend = await call("create-bank-transaction", spent);
await call("update-bank-transaction", { bankTransactionId: spend.id, reference: "Cards" });
await call("list-bank-transactions", { page: 1, bankAccountId: accountId });

const item = await call("create-item", { code: "MILL", name: "A mill" });
await call("update-item", { itemId: item.id, code: "MILL", name: "A larger mill" });
await call("list-items", { page: 1 });

const manualJournalLines = [
  { accountCode: "200", lineAmount: 10 },
  { accountCode: "400", lineAmount: -10 },
];
const journal = await call("create-manual-journal", { narration: "Moved", manualJournalLines });
const moved = { manualJournalID: journal.id, narration: "Moved again", manualJournalLines };
await call("update-manual-journal", moved);
await call("list-manual-journals", { manualJournalId: journal.id });

const { id: trackingCategoryId } = await call("create-tracking-category", { name: "Engine" });
const optionNames = ["Difference", "Analytical"];
const options = await call("create-tracking-options", { trackingCategoryId, optionNames });
const renamed = [{ trackingOptionId: options.id, name: "Difference No. 2" }];
await call("update-tracking-options", { trackingCategoryId, options: renamed });
await call("update-tracking-category", { trackingCategoryId, name: "Engines" });
await call("list-tracking-categories", { includeArchived: true });

await call("list-trial-balance", { paymentsOnly: true });
await call("list-profit-and-loss", { timeframe: "MONTH", periods: 2 });
await call("list-report-balance-sheet", { timeframe: "YEAR", periods: 1 });
await call("list-aged-receivables-by-contact", { contactId });
await call("list-aged-payables-by-contact", { contactId });

await agent.close();
console.log(`left: ${[...left].sort().join(" ")}`);
