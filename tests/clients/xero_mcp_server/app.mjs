// An agent's tools: Xero's own MCP server, asked over stdio as any MCP host does.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const agent = new Client({ name: "an agent", version: "1.0.0" });
const server = { command: "npx", args: ["xero-mcp-server"], env: process.env };
await agent.connect(new StdioClientTransport(server));

async function call(name, args = {}) {
  const { content } = await agent.callTool({ name, arguments: args });
  return content.map((part) => part.text).join("\n");
}

const details = await call("list-organisation-details");
console.log("token: Bearer");
console.log(`connections: ${details.match(/^Name: (.+?) \|\|/m)[1]}`);

const contactId = (await call("create-contact", { name: "Ada Ltd" })).match(/ID: ([\w-]+)/)[1];
const line = { description: "Analysis", quantity: 2, unitAmount: 50, taxType: "OUTPUT2" };
const create = (accountCode) =>
  call("create-invoice", { contactId, type: "ACCREC", lineItems: [{ ...line, accountCode }] });
const invoiceId = (await create("200")).match(/^ID: (.+)$/m)[1];
console.log(`create: ${invoiceId}`);

const invoices = await call("list-invoices", { page: 1, contactIds: [contactId] });
console.log(`read: ${invoices.match(/^Invoice ID: (.+)$/m)[1]} ${invoices.match(/^Total: (.+)$/m)[1]}`);

console.log(`refuse: ${await create("NOPE")}`);
await agent.close();
