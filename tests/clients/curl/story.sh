#!/usr/bin/env bash
# An invoice, with curl and jq: sign in with a browser, bill, refresh, revoke.
set -euo pipefail

identity=https://identity.xero.com/connect
api=https://api.xero.com/api.xro/2.0
scopes='openid offline_access accounting.invoices accounting.contacts'
app=$XERO_CLIENT_ID:$XERO_CLIENT_SECRET

fail() { echo "$*" >&2; exit 1; }
encoded() { jq -rn --arg text "$1" '$text | @uri'; }

# Ask curl for a body, and insist on a status: expect 200 -X PUT …
expect() {
  local status=$1 answer
  shift
  answer=$(curl -sS -w '\n%{http_code}' "$@")
  [ "${answer##*$'\n'}" = "$status" ] || fail "not $status: $answer"
  printf '%s' "${answer%$'\n'*}"
}

xero() {
  local status=$1
  shift
  expect "$status" -H "Authorization: Bearer $access" -H 'Accept: application/json' "$@"
}

state=$RANDOM$RANDOM
echo "Open https://login.xero.com/identity/connect/authorize?response_type=code&client_id=$XERO_CLIENT_ID&redirect_uri=$(encoded "$XERO_REDIRECT_URI")&scope=$(encoded "$scopes")&state=$state"
echo "and paste the address where you end:"
read -r callback
[[ $callback =~ [?\&]state=$state(&|$) ]] || fail "this is not the answer to our question: $callback"
[[ $callback =~ [?\&]code=([^\&]+) ]] || fail "the user has not agreed: $callback"
echo "consent: came back"

token=$(expect 200 "$identity/token" -u "$app" -d grant_type=authorization_code \
  -d "code=${BASH_REMATCH[1]}" --data-urlencode "redirect_uri=$XERO_REDIRECT_URI")
access=$(jq -r .access_token <<<"$token")
echo "token: $(jq -r .token_type <<<"$token")"

connections=$(xero 200 https://api.xero.com/connections)
echo "connections: $(jq -r '[.[].tenantName] | join(", ")' <<<"$connections")"
tenant="Xero-Tenant-Id: $(jq -r '.[0].tenantId' <<<"$connections")"

draft=$(jq -n '{
  Type: "ACCREC", Status: "AUTHORISED", Date: "2035-01-31", DueDate: "2035-02-28",
  Contact: {Name: "Ada Lovelace"},
  LineItems: [{Description: "Analysis", Quantity: 2, UnitAmount: 50, AccountCode: "200"}]
}')
json='Content-Type: application/json'
invoice=$(xero 200 -X PUT "$api/Invoices" -H "$tenant" -H "$json" -d "$draft" | jq -r '.Invoices[0].InvoiceID')
echo "create: $invoice"

echo "read: $(xero 200 "$api/Invoices/$invoice" -H "$tenant" | jq -r '.Invoices[0] | "\(.InvoiceID) \(.Total)"')"

wrong=$(jq '.LineItems[0].AccountCode = "NOPE"' <<<"$draft")
refusal=$(xero 400 -X PUT "$api/Invoices" -H "$tenant" -H "$json" -d "$wrong")
[ "$(xero 401 "$api/Accounts" -H "$tenant" | jq -r .Detail)" = AuthorizationUnsuccessful ]
[ "$(xero 403 "$api/Invoices" -H "Xero-Tenant-Id: $invoice" | jq -r .Detail)" = AuthenticationUnsuccessful ]
echo "refuse: $(jq -r '.Elements[0].ValidationErrors[0].Message' <<<"$refusal")"

old=$(jq -r .refresh_token <<<"$token")
token=$(expect 200 "$identity/token" -u "$app" -d grant_type=refresh_token --data-urlencode "refresh_token=$old")
access=$(jq -r .access_token <<<"$token")
refresh=$(jq -r .refresh_token <<<"$token")
[ "$refresh" != "$old" ]
xero 200 "$api/Invoices/$invoice" -H "$tenant" >/dev/null
echo "refresh: $(jq -r .expires_in <<<"$token")"

[ -z "$(expect 200 "$identity/revocation" -u "$app" --data-urlencode "token=$refresh")" ]
xero 401 https://api.xero.com/connections >/dev/null
refusal=$(expect 400 "$identity/token" -u "$app" -d grant_type=refresh_token --data-urlencode "refresh_token=$refresh")
echo "revoke: $(jq -r .error <<<"$refusal")"
