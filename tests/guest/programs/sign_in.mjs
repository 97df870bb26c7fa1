// Gets a token and lists connections, with what is named.
import https from 'node:https';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const { XERO_CLIENT_ID, XERO_CLIENT_SECRET } = process.env;
const basic = Buffer.from(`${XERO_CLIENT_ID}:${XERO_CLIENT_SECRET}`).toString('base64');
const identity = 'https://identity.xero.com/connect/token';
const api = 'https://api.xero.com/connections';
const form = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };

const ways = {
  async fetch(url, options) {
    return (await fetch(url, options)).json();
  },
  https: (url, { body, ...options }) =>
    new Promise((resolve, reject) => {
      const asked = https.request(url, options, async (answer) => {
        let text = '';
        for await (const piece of answer) text += piece;
        resolve(JSON.parse(text));
      });
      asked.on('error', reject).end(body);
    }),
};

async function signIn(ask) {
  const body = 'grant_type=client_credentials';
  const { access_token } = await ask(identity, { method: 'POST', headers: form, body });
  const connections = await ask(api, { headers: { authorization: `Bearer ${access_token}` } });
  for (const { tenantName } of connections) console.log(tenantName);
}

const way = isMainThread ? process.argv[2] : workerData;
if (way === 'worker') new Worker(new URL(import.meta.url), { workerData: 'https' });
else await signIn(ways[way]);
