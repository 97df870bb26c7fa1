#!/usr/bin/env bash
# An invoice from a terminal: Xero's own command line.
set -euo pipefail
package=${XERO_COMMAND_LINE:-node_modules/@xeroapi/xero-command-line}
xero() { node "$package/bin/run.js" "$@"; }
profile=(--profile mockxero)

xero profile add mockxero --client-id "$XERO_CLIENT_ID"
organisation=$(xero login "${profile[@]}" | sed -n 's/^Logged in to //p')
echo "consent: given"
echo "token: Bearer"
echo "connections: $organisation"
xero org details "${profile[@]}"

contact=$(xero contacts create "${profile[@]}" --name "Ada Ltd" --json)
invoice=(
  --contact-id "$(node -p 'JSON.parse(process.argv[1]).contactID' "$contact")"
  --type ACCREC --description Analysis --quantity 2 --unit-amount 50 --tax-type OUTPUT2
)
create() { # shows first what would be done, as it wants to have it, and then does it
  local shown
  shown=$(xero invoices create "${profile[@]}" "${invoice[@]}" "$@" --dry-run --json)
  xero invoices create "${profile[@]}" "${invoice[@]}" "$@" \
    --confirm "$(node -p 'JSON.parse(process.argv[1]).confirmation' "$shown")"
}
number=$(create --account-code 200 | sed -n 's/^Invoice created: \(INV-[0-9]*\) .*/\1/p')
echo "create: $number"

found=$(xero invoices list "${profile[@]}" --invoice-number "$number" --json)
echo "read: $number $(node -p 'JSON.parse(process.argv[1])[0].total' "$found")"
xero reports trial-balance "${profile[@]}" | grep "Accounts Receivable"

echo "refuse: $(create --account-code NOPE 2>&1 | tr '\n' ' ' || true)"

# Half an hour later: the next command has to ask for another token first.
sed -i 's/"expiresAt": [0-9]*/"expiresAt": 0/' ~/.config/xero-command-line/tokens.json
xero org details "${profile[@]}" | grep -q "$organisation"
grep -q '"expiresAt": 0' ~/.config/xero-command-line/tokens.json || echo "refresh: another pair"

xero logout "${profile[@]}"
