# Gets a token and lists connections, with the program that is named.
set -eu
token() { sed 's/.*"access_token":"\([^"]*\)".*/\1/'; }
names() { grep -o '"tenantName":"[^"]*"' | cut -d'"' -f4; }
pair="$XERO_CLIENT_ID:$XERO_CLIENT_SECRET"
form=grant_type=client_credentials
identity=https://identity.xero.com/connect/token api=https://api.xero.com/connections
case $1 in
curl)
  token=$(curl -sS "$identity" -u "$pair" -d "$form" | token)
  curl -sS "$api" -H "Authorization: Bearer $token" | names ;;
wget)
  basic=$(printf %s "$pair" | base64 -w0)
  token=$(wget -qO- "$identity" --header "Authorization: Basic $basic" --post-data "$form" | token)
  wget -qO- "$api" --header "Authorization: Bearer $token" | names ;;
esac
