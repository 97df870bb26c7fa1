# frozen_string_literal: true

# An invoice, with the gems oauth2 and jwt: sign in with a browser, check who it was, bill, revoke.

require 'json'
require 'jwt'
require 'oauth2'
require 'securerandom'
require 'socket'

$stdout.sync = true

API = 'https://api.xero.com/api.xro/2.0'
CONNECTIONS = 'https://api.xero.com/connections'
REDIRECT_URI = ENV.fetch('XERO_REDIRECT_URI')

def came_back(address)
  server = TCPServer.new('localhost', URI(REDIRECT_URI).port)
  Process.detach(spawn(*ENV.fetch('BROWSER', 'xdg-open').split, address, out: :err))
  loop do
    browser = server.accept
    path = browser.gets.to_s.split[1].to_s
    browser.print "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nThank you."
    browser.close
    return URI.decode_www_form(URI(path).query).to_h if path.start_with?(URI(REDIRECT_URI).path)
  end
end

client = OAuth2::Client.new(
  ENV.fetch('XERO_CLIENT_ID'), ENV.fetch('XERO_CLIENT_SECRET'),
  site: 'https://identity.xero.com',
  authorize_url: 'https://login.xero.com/identity/connect/authorize',
  token_url: '/connect/token',
  auth_scheme: :basic_auth,
  raise_errors: false
)
state, nonce = SecureRandom.hex, SecureRandom.hex
answer = came_back(
  client.auth_code.authorize_url(
    redirect_uri: REDIRECT_URI, state: state, nonce: nonce,
    scope: 'openid profile email offline_access accounting.transactions accounting.contacts'
  )
)
abort "the user has not agreed: #{answer}" unless answer['state'] == state && answer['code']
puts 'consent: came back'

token = client.auth_code.get_token(answer['code'], redirect_uri: REDIRECT_URI)
jwks = client.request(:get, '/.well-known/openid-configuration/jwks').parsed
claims, = JWT.decode(
  token['id_token'], nil, true,
  algorithms: ['RS256'], jwks: jwks,
  iss: 'https://identity.xero.com', verify_iss: true, aud: client.id, verify_aud: true
)
abort 'this is somebody else' unless claims['nonce'] == nonce && claims['email'].include?('@')
JWT.decode(token.token, nil, true, algorithms: ['RS256'], jwks: jwks)
puts "token: #{token.params['token_type']}"

connections = token.get(CONNECTIONS).parsed
puts "connections: #{connections.map { |one| one['tenantName'] }.join(', ')}"
headers = {
  'Xero-Tenant-Id' => connections[0]['tenantId'],
  'Accept' => 'application/json', 'Content-Type' => 'application/json'
}

draft = {
  Type: 'ACCREC', Contact: { Name: 'Ada Lovelace' }, Date: '2035-01-31', DueDate: '2035-02-28',
  LineItems: [{ Description: 'Analysis', Quantity: 2, UnitAmount: 50, AccountCode: '200' }],
  Status: 'AUTHORISED'
}
made = token.put("#{API}/Invoices", headers: headers, body: draft.to_json)
abort made.body unless made.status == 200
id = made.parsed['Invoices'][0]['InvoiceID']
puts "create: #{id}"

invoice = token.get("#{API}/Invoices/#{id}", headers: headers).parsed['Invoices'][0]
puts "read: #{invoice['InvoiceID']} #{invoice['Total']}"

draft[:LineItems][0][:AccountCode] = 'NOPE'
wrong = token.put("#{API}/Invoices", headers: headers, body: draft.to_json)
closed = token.get("#{API}/Accounts", headers: headers)
elsewhere = token.get("#{API}/Invoices", headers: headers.merge('Xero-Tenant-Id' => id))
statuses = [wrong, closed, elsewhere].map(&:status)
abort "refused with #{statuses}" unless statuses == [400, 401, 403]
puts "refuse: #{wrong.parsed['Elements'][0]['ValidationErrors'][0]['Message']}"

fresh = token.refresh!
abort 'the refresh token has not changed' if fresh.refresh_token == token.refresh_token
abort 'the new token opens nothing' unless fresh.get("#{API}/Invoices", headers: headers).status == 200
puts "refresh: #{fresh.expires_in}"

app = { 'Authorization' => OAuth2::Authenticator.encode_basic_auth(client.id, client.secret) }
revoked = client.request(
  :post, '/connect/revocation', headers: app, body: { token: fresh.refresh_token }
)
abort revoked.body unless revoked.status == 200
abort 'the revoked token opens something' unless fresh.get(CONNECTIONS).status == 401
dead = client.request(
  :post, '/connect/token', headers: app,
  body: { grant_type: 'refresh_token', refresh_token: fresh.refresh_token }
)
puts "revoke: #{dead.parsed['error']}"
