# Gets a token and lists connections, with what Ruby brings along.
require "json"
require "net/http"

uri = URI("https://identity.xero.com/connect/token")
request = Net::HTTP::Post.new(uri)
request.basic_auth(ENV["XERO_CLIENT_ID"], ENV["XERO_CLIENT_SECRET"])
request.set_form_data(grant_type: "client_credentials")
answer = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.request(request) }
token = JSON.parse(answer.body)["access_token"]

bearer = { "Authorization" => "Bearer #{token}" }
connections = Net::HTTP.get(URI("https://api.xero.com/connections"), bearer)
JSON.parse(connections).each { |connection| puts connection["tenantName"] }
