# frozen_string_literal: true

# An invoice, with Ruby alone: Net::HTTP, and XML in and out as Ruby's older Xero gems speak it.

require 'base64'
require 'digest'
require 'json'
require 'net/http'
require 'rexml/document'
require 'securerandom'
require 'socket'

$stdout.sync = true

IDENTITY = 'https://identity.xero.com/connect'
API = 'https://api.xero.com/api.xro/2.0'
CLIENT_ID = ENV.fetch('XERO_CLIENT_ID')
REDIRECT_URI = ENV.fetch('XERO_REDIRECT_URI')

def ask(method, url, body: nil, form: nil, **headers)
  uri = URI(url)
  request = Net::HTTP.const_get(method.capitalize).new(uri, headers.transform_keys { |key| key.to_s.tr('_', '-') })
  request.set_form_data(form.merge(client_id: CLIENT_ID)) if form
  request.body = body if body
  Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.request(request) }
end

def told(status, answer)
  abort "#{answer.code} and not #{status}: #{answer.body}" unless answer.code == status.to_s
  answer.body
end

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

state, verifier = SecureRandom.hex, SecureRandom.urlsafe_base64(48)
answer = came_back(
  'https://login.xero.com/identity/connect/authorize?' + URI.encode_www_form(
    response_type: 'code', client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, state: state,
    scope: 'offline_access accounting.invoices accounting.contacts',
    code_challenge: Base64.urlsafe_encode64(Digest::SHA256.digest(verifier), padding: false),
    code_challenge_method: 'S256'
  )
)
abort "the user has not agreed: #{answer}" unless answer['state'] == state && answer['code']
puts 'consent: came back'

grant = { grant_type: 'authorization_code', code: answer['code'], redirect_uri: REDIRECT_URI }
token = JSON.parse(told(200, ask('POST', "#{IDENTITY}/token", form: grant.merge(code_verifier: verifier))))
puts "token: #{token['token_type']}"

bearer = { Authorization: "Bearer #{token['access_token']}" }
connections = JSON.parse(told(200, ask('GET', 'https://api.xero.com/connections', **bearer)))
puts "connections: #{connections.map { |one| one['tenantName'] }.join(', ')}"
books = { Xero_Tenant_Id: connections[0]['tenantId'], Content_Type: 'application/xml' }

draft = <<~XML
  <Invoice>
    <Type>ACCREC</Type><Status>AUTHORISED</Status>
    <Contact><Name>Ada Lovelace</Name></Contact>
    <Date>2035-01-31</Date><DueDate>2035-02-28</DueDate>
    <LineItems><LineItem>
      <Description>Analysis</Description><Quantity>2</Quantity>
      <UnitAmount>50</UnitAmount><AccountCode>200</AccountCode>
    </LineItem></LineItems>
  </Invoice>
XML
made = told(200, ask('PUT', "#{API}/Invoices", body: draft, **bearer, **books))
id = REXML::Document.new(made).elements['Response/Invoices/Invoice/InvoiceID'].text
puts "create: #{id}"

there = told(200, ask('GET', "#{API}/Invoices/#{id}", **bearer, **books))
invoice = REXML::Document.new(there).elements['Response/Invoices/Invoice']
puts "read: #{invoice.elements['InvoiceID'].text} #{invoice.elements['Total'].text}"

wrong = told(400, ask('PUT', "#{API}/Invoices", body: draft.sub('200</A', 'NOPE</A'), **bearer, **books))
told(401, ask('GET', "#{API}/Accounts", **bearer, **books))
told(403, ask('GET', "#{API}/Invoices", **bearer, Xero_Tenant_Id: id))
puts "refuse: #{REXML::Document.new(wrong).elements['//ValidationError/Message'].text}"

grant = { grant_type: 'refresh_token', refresh_token: token['refresh_token'] }
fresh = JSON.parse(told(200, ask('POST', "#{IDENTITY}/token", form: grant)))
abort 'the refresh token has not changed' if fresh['refresh_token'] == token['refresh_token']
bearer = { Authorization: "Bearer #{fresh['access_token']}" }
told(200, ask('GET', "#{API}/Invoices/#{id}", **bearer, **books))
puts "refresh: #{fresh['expires_in']}"

told(200, ask('POST', "#{IDENTITY}/revocation", form: { token: fresh['refresh_token'] }))
told(401, ask('GET', 'https://api.xero.com/connections', **bearer))
grant[:refresh_token] = fresh['refresh_token']
puts "revoke: #{JSON.parse(told(400, ask('POST', "#{IDENTITY}/token", form: grant)))['error']}"
